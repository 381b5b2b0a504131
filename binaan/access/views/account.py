"""My own account, and the suggestions of the place box."""

from allauth.mfa.utils import is_mfa_enabled

from binaan.access import queries
from binaan.access.forms.fields import place_text
from binaan.access.guards import signed_in
from binaan.access.permissions import LABELS, Permission
from binaan.access.roles import ROLES, permissions_of
from binaan.access.verbs import label
from binaan.kit.pages import page


@signed_in("akun sendiri")
def account_profile(request):
    held = [
        {
            "role": ROLES[item.role].label if item.role in ROLES else item.role,
            "item": item,
            "rights": sorted(LABELS[one] for one in permissions_of(item.role)),
        }
        for item in request.user.held()
    ]
    signings = [
        {"at": event.at, "label": label(event.verb), "bad": event.verb != "user.signed_in"}
        for event in queries.signings_in(request.user)
    ]
    context = {"held": held, "signings": signings, "second": is_mfa_enabled(request.user)}
    return page(request, "access/account_profile.html", context)


@signed_in("wilayah adalah rujukan umum; yang ditawarkan hanya wilayah sendiri")
def place_options(request):
    asked = request.GET.get("izin", "")
    text = request.GET.get(request.GET.get("isian", "place"), "")
    found = []
    if asked in set(Permission) and len(text.strip()) >= 3:
        found = queries.suggest_places(request.user, Permission(asked), text)
    options = [place_text(place) for place in found]
    return page(request, "access/place_options.html", {"options": options})
