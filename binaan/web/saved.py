"""Views of the directory somebody named: keeping, sharing, forgetting them. They hold no rows."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from binaan.access.models import Office, User
from binaan.kit.masking import mask_text
from binaan.registry.selecting.selection import Selection
from binaan.web.models import SavedView

MOST = 50
LONGEST = 80


def mine(user: User) -> QuerySet[SavedView]:
    """Those this user keeps."""
    return SavedView.objects.filter(user=user).select_related("office")


def shared(user: User) -> QuerySet[SavedView]:
    """Those colleagues offer to the offices this user works for today."""
    offices = [office.pk for office in my_offices(user)]
    found = SavedView.objects.filter(office__in=offices).exclude(user=user)
    return found.select_related("office", "user")


def my_offices(user: User) -> list[Office]:
    """The offices this user works for today, by name."""
    found = {held.office_id: held.office for held in user.held() if held.office_id}
    return sorted(found.values(), key=lambda office: office.name)


@transaction.atomic
def keep(name: str, selection: Selection, *, by: User) -> SavedView:
    """Keep a selection under a name of one's own."""
    if mine(by).count() >= MOST:
        raise ValidationError(f"Paling banyak {MOST} tampilan. Hapus dahulu yang tidak dipakai.")
    if mask_text(selection.q) != selection.q:
        raise ValidationError(
            "Kata pencarian memuat nomor pribadi (NIK, NPWP atau telepon), jadi tampilan ini tidak "
            "disimpan."
        )
    view = SavedView(user=by, name=_name(name), query=selection.query())
    if len(view.query) > SavedView._meta.get_field("query").max_length:
        raise ValidationError("Saringannya terlalu banyak untuk disimpan.")
    view.validate_constraints()
    view.save()
    return view


@transaction.atomic
def change(view: SavedView, *, name: str, office: str, by: User) -> SavedView:
    """Another name, and whether colleagues of an office (its key) see it; "" keeps it to oneself."""
    _must_be_mine(view, by)
    offices = {one.key: one for one in my_offices(by)}
    if office and office not in offices:
        raise ValidationError("Tampilan hanya dapat dibagikan ke kantor tempat Anda bertugas.")
    view.name, view.office = _name(name), offices.get(office)
    view.validate_constraints()
    view.save(update_fields=["name", "office"])
    return view


@transaction.atomic
def remove(view: SavedView, *, by: User) -> None:
    """Forget it, for colleagues too."""
    _must_be_mine(view, by)
    view.delete()


def reachable(user: User) -> QuerySet[SavedView]:
    """Every view this user may open."""
    offices = [office.pk for office in my_offices(user)]
    return SavedView.objects.filter(Q(user=user) | Q(office__in=offices))


def _must_be_mine(view: SavedView, by: User) -> None:
    if view.user_id != by.pk:
        raise PermissionDenied("Hanya pembuatnya yang dapat mengubah tampilan ini.")


def _name(name: str) -> str:
    name = " ".join(name.replace("\0", " ").split())
    if not 1 <= len(name) <= LONGEST:
        raise ValidationError(f"Beri nama tampilan, paling panjang {LONGEST} huruf.")
    return name
