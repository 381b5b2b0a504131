"""What of programmes waits for one person on the desk."""

from django.db.models import Count, Q

from binaan.access.models import User
from binaan.access.permissions import Permission as P
from binaan.kit.dates import short_date, today
from binaan.programmes.queries import (
    certificates,
    facilitation_pages,
    nominations,
    selection_pages,
    staying,
    supervising,
)
from binaan.web.queries.tasks import Task, asked

MOST = 5  # lines of one kind


def tasks(user: User) -> list[Task]:
    """By what the person may do: follow up, facilitate, match, choose."""
    return asked(user, ASKED)


def follow_ups(user: User) -> list[Task]:
    """Due today, or overdue."""
    day = today()
    waiting = staying.waiting(user, on=day).order_by()
    late, now = waiting.aggregate(
        late=Count("pk", filter=Q(due__lt=day)), now=Count("pk", filter=Q(due=day))
    ).values()
    said = (
        Task(late, "Tindak lanjut lewat tenggat", "peserta yang belum dihubungi pada waktunya",
             "lewat", "bad", "follow_up_list", query="petugas=semua&bagian=lewat"),
        Task(now, "Tindak lanjut jatuh tempo hari ini", "kunjungi, telepon atau jadwalkan ulang",
             "hari ini", "warn", "follow_up_list", query="petugas=semua&bagian=hari_ini"),
    )  # fmt: skip
    return [one for one in said if one.count]


def visits(user: User) -> list[Task]:
    """Visits of supervision plans that are due."""
    count = supervising.waiting(user, on=today()).order_by().count()
    note = "usaha yang terpilih dalam rencana pengawasan"
    line = Task(
        count, "Kunjungan pengawasan jatuh tempo", note, "lewat", "warn", "supervision_list"
    )
    return [line] if count else []


def facilitations(user: User) -> list[Task]:
    """Facilitations whose term is over, certificates that are or will soon be."""
    day = today()
    late = facilitation_pages.of_part(user, facilitation_pages.LATE, day).order_by().count()
    lapsed = certificates.of_bucket(user, certificates.LAPSED, day).order_by().count()
    soon = certificates.of_bucket(user, "30", day).order_by().count()
    said = (
        Task(late, "Fasilitasi lewat tenggat", "langkah berikutnya belum dicatat", "lewat", "bad",
             "facilitation_list", query=f"bagian={facilitation_pages.LATE}"),
        Task(lapsed, "Sertifikat sudah kedaluwarsa", "belum diperpanjang atau diganti", "lewat",
             "bad", "certificate_list", query=f"masa={certificates.LAPSED}"),
        Task(soon, "Sertifikat habis dalam 30 hari", "ingatkan pemiliknya, bantu memperpanjang",
             "30 hari", "warn", "certificate_list", query="masa=30"),
    )  # fmt: skip
    return [one for one in said if one.count]


def to_match(user: User) -> list[Task]:
    """Owners who put themselves forward and were not found in the register yet."""
    found = nominations.nominations(user).filter(
        business__isnull=True, set_aside_at__isnull=True,
        activity__in=nominations.taking(user).order_by().values("pk"),
    )  # fmt: skip
    rows = found.order_by().values("activity", "activity__title").annotate(many=Count("pk"))
    return [
        Task(one["many"], "Pendaftaran belum dipadankan", one["activity__title"], "padankan", "warn",
             "nomination_list", (one["activity"],), f"bagian={nominations.WAITING}")
        for one in rows.order_by("-many", "activity")[:MOST]
    ]  # fmt: skip


def to_set(user: User) -> list[Task]:
    """Lists that were computed and wait for the one who sets them."""
    return [
        Task(made.seats, "Daftar peserta menunggu ditetapkan",
             f"{activity.title}, mulai {short_date(activity.starts_on)}", "tetapkan", "warn",
             "selection_detail", (made.pk,))
        for activity, made in selection_pages.waiting(user)[:MOST]
        if made is not None
    ]  # fmt: skip


ASKED = (
    (P.SELECTION_SET, to_set), (P.FOLLOW_UP, follow_ups), (P.FOLLOW_UP, visits),
    (P.FACILITATE, facilitations), (P.ATTENDANCE_RECORD, to_match),
)  # fmt: skip
