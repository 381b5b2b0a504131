"""What came after the activities: nothing in the first year, visits and cases in the second."""

from datetime import date, timedelta

from binaan.demo.programmes import content
from binaan.demo.programmes.cast import Cast
from binaan.kit.dates import today
from binaan.programmes.actions import cases, following, staying, supervising
from binaan.programmes.actions.following import Contact
from binaan.programmes.choices import CaseOutcome, ContactWay, FollowUpKind, FollowUpState
from binaan.programmes.models import Activity, FollowUp, Pathway, Visit

GIVEN_UP = date(2026, 1, 15)  # a new head of section clears what nobody did in 2025
WHY = "Tidak ada tindak lanjut sesudah kegiatan 2025; dibuka lagi bila dilayani"
FIELD = "32.16.06"  # where the enumerator works
# Kind, days before it is due, how many of a hundred were seen in time, by which way, with what result.
ROUNDS = (
    (FollowUpKind.PLAN, 2, 90, ContactWay.MEETING, "Rencana aksi tiga bulan ditulis bersama."),
    (FollowUpKind.MONTH, 3, 88, ContactWay.VISIT, "Yang dipraktikkan dipakai; hambatan dicatat."),
    (FollowUpKind.QUARTER, 4, 86, ContactWay.VISIT, "Penjualan dan mutu dibandingkan dengan awal."),
    (FollowUpKind.HALF_YEAR, 5, 80, ContactWay.VISIT, "Omzet, tenaga kerja dan pasar diukur."),
)  # fmt: skip
LATE_DAYS = 26
AT_ONCE = 10  # visits on one round


def give_up(cast: Cast) -> None:
    """The paths of the first year end: nobody came back in time."""
    if today() < GIVEN_UP:
        return
    for path in Pathway.objects.filter(office=cast.office, opened_on__lt=GIVEN_UP, closed_on=None):
        staying.close(path, independent=False, reason=WHY, on=GIVEN_UP, by=cast.head)


def follow(cast: Cast) -> None:
    """Everything due after the second year's activities, until today; what is due today waits."""
    for row in Activity.objects.filter(office=cast.office, year=content.BETTER).order_by("number"):
        found = FollowUp.objects.filter(participation__activity=row).order_by("business__number")
        waiting = list(found.filter(state=FollowUpState.DUE))
        if not waiting:
            continue
        officer = cast.field if row.place_id == FIELD else cast.staff
        following.assign(waiting, officer=officer, by=cast.head)
        for kind, *how in ROUNDS:
            _round([one for one in waiting if one.kind == kind], how, cast)


def _round(rows: list[FollowUp], how: list, cast: Cast) -> None:
    early, share, way, outcome = how
    if not rows or rows[0].due >= today():
        return
    many = -(-len(rows) * share // 100)
    first = rows[0].due - timedelta(days=early)
    for start in range(0, many, AT_ONCE):
        said = Contact(first + timedelta(days=start // AT_ONCE % early), way, outcome)
        following.done_together(rows[start : min(start + AT_ONCE, many)], said=said, by=cast.staff)
    late = rows[0].due + timedelta(days=LATE_DAYS)
    if late < today() and rows[many:]:
        lost, *others = rows[many:]
        for day in range(1, 4) if lost.kind == FollowUpKind.MONTH else ():
            on = late - timedelta(days=day)
            following.failed(lost, on=on, note="Rumah produksi tutup.", by=cast.staff)
        if others:
            said = Contact(late, ContactWay.CALL, f"Terlambat. {outcome}")
            following.done_together(others, said=said, by=cast.staff)


def put_off(cast: Cast) -> None:
    """Two overdue visits are put off to today, with the reason."""
    late = FollowUp.objects.filter(state=FollowUpState.DUE, due__lt=today(), office=cast.office)
    for one in late.order_by("due", "pk")[:2]:
        why = "Pemilik ke luar kota; dijanjikan hari ini."
        following.reschedule(one, due=today(), reason=why, by=cast.staff)


# Problem, what was agreed, what came of it, how it ended (empty: still open).
PROBLEMS = (
    ("Kemasan sobek saat dikirim", "Coba standing pouch 120 mikron", "Tidak ada retur lagi.",
     CaseOutcome.SOLVED),
    ("Harga jual di bawah biaya", "Hitung harga pokok tiap resep", "Harga dinaikkan 12%.",
     CaseOutcome.SOLVED),
    ("Izin edar belum ada", "Ajukan SPP-IRT dengan pendamping", "Nomor terbit.",
     CaseOutcome.SOLVED),
    ("Masa simpan hanya tiga hari", "Uji masa simpan dengan pengering", "Menjadi tiga minggu.",
     CaseOutcome.PARTLY),
    ("Modal kerja habis menjelang Lebaran", "Susun pengajuan KUR", "Diteruskan ke bank penyalur.",
     CaseOutcome.REFERRED),
    ("Toko daring sepi", "Ganti foto, balas pesan dalam satu jam", "Pesanan dua kali lipat.",
     CaseOutcome.SOLVED),
    ("Listrik tidak kuat untuk oven", "Hitung daya, ajukan tambah daya", "", ""),
    ("Bahan baku kedelai naik", "Beli bersama lima pengrajin", "", ""),
    ("Label belum memuat tanggal kedaluwarsa", "Rancang ulang label", "", ""),
)  # fmt: skip


def coach(cast: Cast) -> None:
    """Cases of those who were visited: most closed with a result, three still open."""
    done = FollowUp.objects.filter(
        kind=FollowUpKind.MONTH, state=FollowUpState.DONE, served_on__year=content.BETTER
    )
    rows = list(done.order_by("done_on", "business__number").select_related("business")[::7])
    for seen, (problem, action, result, outcome) in zip(rows, PROBLEMS, strict=False):
        opened = cases.Opened(problem, cast.office, seen.done_on, officer=cast.staff)
        case = cases.open_case(seen.business, opened=opened, by=cast.staff)
        until = seen.done_on + timedelta(days=21)
        step = cases.agree(case, action=action, due=until, by=cast.staff)
        if outcome and until + timedelta(days=7) < today():
            cases.step_done(step, on=until, result=result, by=cast.staff)
            ended = cases.Ended(outcome, result, until + timedelta(days=7))
            cases.close(case, ended=ended, by=cast.head)


def supervise(cast: Cast) -> None:
    """A plan for this quarter over everyone, a sample drawn, the first visits done."""
    now = today()
    first = date(now.year, (now.month - 1) // 3 * 3 + 1, 1)
    last = (first + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    wanted = supervising.Wanted(
        cast.office, cast.office.place, first, last, first - timedelta(days=1),
        seed=f"PENGAWASAN {first}", most=45,
    )  # fmt: skip
    population, _visits = supervising.counted(wanted, by=cast.staff)
    if not population:
        return
    plan = supervising.plan(wanted, by=cast.staff)
    rows = list(Visit.objects.filter(supervision=plan).order_by("due", "business__number"))
    supervising.assign(rows, officer=cast.staff, by=cast.head)
    for number, visit in enumerate(rows[:9]):
        on = min(first + timedelta(days=3 * number), now)
        finding = (
            "Label lengkap, tempat produksi bersih." if number % 3 else "Izin edar sudah lewat."
        )
        supervising.visited(visit, seen=supervising.Seen(on, finding), by=cast.staff)
