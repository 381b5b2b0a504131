"""What waits for one person: rows, vanished rows, batches, checks; and how they sign in."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Count

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.intake.models import Batch, BatchState, ListedKey, Row, Source
from binaan.intake.queries import errand_pages, repair_pages
from binaan.intake.queries.errand_pages import due_words
from binaan.kit import measures, prepared
from binaan.kit.dates import short_date, today
from binaan.kit.measures import Asked
from binaan.kit.models import JobState
from binaan.registry.choices import VerificationState
from binaan.registry.queries import identity
from binaan.web.queries import desk_plan, desk_programmes, desk_street
from binaan.web.queries.scope import scope
from binaan.web.queries.tasks import Task

OPEN = (BatchState.RECEIVED, BatchState.LANDING, BatchState.APPLYING)

MOST_COUNTED = 1000

TO_VERIFY = (
    (VerificationState.DISPUTED, "Usaha perlu diperiksa lagi", "pemeriksaan terakhir meragukan",
     "meragukan", "bad"),
    (VerificationState.NONE, "Usaha belum diverifikasi", "tetap dihitung; periksa saat berkunjung",
     "kapan saja", ""),
)  # fmt: skip


def tasks(user: User) -> list[Task]:
    """What waits for this user, the broken before the patient."""
    return [
        *failed(user), *errands(user), *problems(user), *waiting(user), *vanished(user),
        *copies(user), *desk_programmes.tasks(user), *desk_street.tasks(user),
        *desk_plan.tasks(user), *unverified(user),
        *underway(user),
    ]  # fmt: skip


def failed(user: User) -> list[Task]:
    """Lists whose import stopped."""
    found = Batch.objects.permitted(user, Permission.LIST_VIEW)
    found = found.filter(job__state=JobState.FAILED, state__in=OPEN)
    return [
        Task(
            1, "Daftar gagal dimasukkan", str(item.version.source), "gagal", "bad",
            "batch_detail", (item.pk,),
        )
        for item in found.select_related("version__source").order_by("-received_at")[:5]
    ]  # fmt: skip


def errands(user: User) -> list[Task]:
    """Parts of lists given to this user, the earliest day first."""
    return [
        Task(
            one.open, "Masalah daftar menjadi tugas Anda",
            f"{one.errand.place.name}: {one.errand.batch.version.source.name}",
            one.due_text, one.due_tone, "repair_box",
            query=f"daftar={one.errand.batch_id}&wilayah={one.errand.place_id}",
        )
        for one in errand_pages.due_soon(user)[:5]
    ]  # fmt: skip


def problems(user: User) -> list[Task]:
    """Problems this user may repair, by list; the day is the list's own."""
    found = repair_pages.lists_waiting(user)[:5] if user.may(Permission.LIST_REPAIR) else []
    return [
        Task(
            count, "Masalah daftar menunggu perbaikan",
            f"{batch.version.source}, {short_date(batch.version.as_of)}",
            *(due_words(batch.repair_by) if batch.repair_by else ("kapan saja", "warn")),
            "repair_box", query=f"daftar={batch.pk}",
        )
        for batch, count in found
    ]  # fmt: skip


def waiting(user: User) -> list[Task]:
    """Rows held whole, by list, for those who only read: who repairs has them among the problems."""
    if user.may(Permission.LIST_REPAIR):
        return []
    mine = Batch.objects.permitted(user, Permission.LIST_VIEW)
    rows = Row.objects.filter(held=True, settled=False, batch__in=mine)
    found = rows.order_by().values("batch_id", "batch__version__source__name")
    found = found.annotate(rows=Count("*")).order_by("-rows", "batch_id")[:5]
    return [
        Task(
            item["rows"], "Baris perlu diperbaiki", item["batch__version__source__name"],
            "kapan saja", "warn", "batch_detail", (item["batch_id"],),
        )
        for item in found
    ]  # fmt: skip


def vanished(user: User) -> list[Task]:
    """Rows that the newest version of a list no longer has: closed, or only left out?"""
    mine = Source.objects.permitted(user, Permission.LIST_VIEW)
    gone = ListedKey.objects.filter(gone_since__isnull=False, decided="", source__in=mine)
    found = gone.order_by().values("gone_since", "source__name").annotate(rows=Count("*"))
    found = list(found.order_by("-rows", "gone_since")[:5])
    applied = Batch.objects.filter(
        version__in=[item["gone_since"] for item in found], state=BatchState.APPLIED
    )
    latest = dict(applied.order_by("received_at").values_list("version_id", "pk"))
    return [
        Task(
            item["rows"], "Baris hilang dari daftar",
            f"{item['source__name']}: tutup, atau hanya tidak tercantum?", "perlu keputusan",
            "warn", "batch_versions", (latest[item["gone_since"]],),
            "bagian=hilang&hanya=menunggu",
        )
        for item in found
        if item["gone_since"] in latest
    ]  # fmt: skip


def copies(user: User) -> list[Task]:
    """Pairs of businesses that may be one; counted no further than MOST_COUNTED."""
    count = identity.open_count(user)
    if not count:
        return []
    more = count == MOST_COUNTED
    return [
        Task(
            count - more, "Usaha mungkin ganda, belum diputus",
            "sama atau bukan: putuskan satu per satu", "lebih dari itu" if more else "kapan saja",
            "warn", "identity_next",
        )
    ]  # fmt: skip


def repairs_waiting(user: User) -> int:
    """How many problems wait for this user; counted no further than MOST_COUNTED."""
    held = {(one.place.path, one.office_id) for one in user.holdings(Permission.LIST_REPAIR)}
    if not held:
        return 0
    # Every page asks this: compiled once for all who repair the same places for the same office.
    return prepared.count(
        ("repairs waiting", tuple(sorted(held, key=str))),
        lambda: repair_pages.waiting(user).values_list("pk")[:MOST_COUNTED],
    )


def unverified(user: User) -> list[Task]:
    """Existing businesses nobody checked yet, or not surely: the same figure the link opens."""
    mine = scope(user)
    if mine is None or not user.may(Permission.BUSINESS_VERIFY):
        return []
    asked = Asked(place=mine.place, at=today())
    rows = measures.get("registry.businesses").rows(user, asked, "verification")
    counts = {row.key: row.value for row in rows}
    return [
        Task(
            counts[state], title, note, badge, tone, "figure_evidence", ("registry.businesses",),
            f"menurut=verification&baris={state}",
        )
        for state, title, note, badge, tone in TO_VERIFY
        if counts.get(state)
    ]  # fmt: skip


def underway(user: User) -> list[Task]:
    """Lists being read or applied now."""
    found = Batch.objects.permitted(user, Permission.LIST_VIEW).filter(state__in=OPEN)
    found = found.exclude(job__state=JobState.FAILED).select_related("version__source", "job")
    return [
        Task(
            item.rows or (item.job.total if item.job else 0), "Baris sedang dimasukkan",
            str(item.version.source), item.get_state_display().lower(), "info", "batch_detail",
            (item.pk,),
        )
        for item in found.order_by("-received_at")[:5]
    ]  # fmt: skip


def sign_in_hints(user: User) -> list[Task]:
    """A password to change, a second factor still to set up (not in the demo)."""
    hints = []
    if user.must_change_password:
        hints.append(Task(
            1, "Ganti kata sandi", "kata sandi sekarang dibuat orang lain", "sekarang", "warn",
            "account_change_password",
        ))  # fmt: skip
    reads = user.may(Permission.PERSONAL_READ) and not settings.DEMO
    if reads and not Authenticator.objects.filter(user=user).exists():
        hints.append(Task(
            1, "Pasang kode masuk kedua", "Anda dapat membaca data pribadi secara utuh",
            "disarankan", "info", "mfa_activate_totp",
        ))  # fmt: skip
    return hints
