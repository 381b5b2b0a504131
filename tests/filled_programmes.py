"""An activity of each office in the filled world, lived through: list, invitations, presence, what follows.

Of disperin it is for all of the regency, so that a kecamatan sees a part of it. Days lie in the past of any
clock; what owners wrote is a secret of tests/secrets.py.
"""

from datetime import date, time
from decimal import Decimal

from binaan.programmes.actions import (
    activities,
    answering,
    attending,
    cases,
    certificates,
    experts,
    facilitating,
    following,
    handing_over,
    inviting,
    learning,
    meeting,
    messaging,
    nominating,
    selecting,
    supervising,
)
from binaan.programmes.choices import MessageChannel, PresenceWay
from binaan.programmes.models import Activity, CardLink, FollowUp, Participation, Visit
from binaan.programmes.rules.attending import Mark
from binaan.programmes.rules.links import hashed
from tests.world import FIRMS, World

AT, INVITED, HELD, AFTER = date(2025, 6, 2), date(2025, 6, 20), date(2025, 7, 7), date(2025, 8, 4)
CARD = "tautan-kartu-uji"  # opens the card of somebody, once
GIVEN = (handing_over.Goods("Mesin pengemas", Decimal(1), "unit", Decimal(1_250_000)),)
EVERY_PART = [{"mark": f"kecamatan:{code}", "least": 1} for code in ("32.16.06", "32.16.07")]


def programmes(world: World) -> None:
    """Two activities that ended, one of disperin that is selecting, and what hangs on their participants."""
    for regency, office in (("32.16", "disperin"), ("32.75", "diskopukm")):
        here = _Here(world, regency, office)
        here.hold(here.open("Pelatihan kemasan"))
        here.stay()
        here.certify()
        if office == "disperin":
            here.choose(here.open("Bimtek label"))


class _Here:
    """One office, its people and the businesses of the world that it guides."""

    def __init__(self, world: World, regency: str, office: str):
        self.place, self.office = world.place(regency), world.offices[office]
        self.staff = world.user("section_staff", place=regency)
        self.head = world.user("section_head", place=regency)
        mine = [one for one in FIRMS if one.office == office]
        self.firms = {one.name: (world.business(one.name), one) for one in mine}

    def open(self, title: str) -> Activity:
        """An activity with its day, money and expert, for which two put themselves forward."""
        said = {
            "title": title, "kind": "pelatihan", "topic": title.lower(), "year": 2025, "seats": 2,
            "fund_source": "apbd", "venue": "Aula", "eligibility": {},
            "quotas": EVERY_PART if self.office.key == "disperin" else [],
        }  # fmt: skip
        row = activities.add(self.office, place=self.place, said=said, by=self.staff)
        asked = {"name": f"Ahli {title}", "fee_class": "dasar", "phone": FIRMS[0].phone}
        expert = experts.add(self.office, place=self.place, said=asked, by=self.staff)
        experts.know(expert, skill=title, by=self.staff)
        session = {
            "on": HELD,
            "begins": time(9),
            "ends": time(15),
            "subject": title,
            "expert": expert,
        }
        meeting.put_session(row, said=session, by=self.staff)
        meeting.put_cost(row, said={
            "kind": "transport", "label": "Transport", "volume": Decimal(2), "unit": "orang",
            "price": Decimal(75_000)}, by=self.staff)  # fmt: skip
        activities.step(row, key="buka", on=AT, by=self.staff)
        firm, told = next(iter(self.firms.values()))
        for business, by in ((None, nominating.OWNER), (firm, self.staff)):
            written = nominating.Written(told.owner, told.name, told.phone, "", "Ingin ikut")
            nominating.nominate(row, written=written, business=business, by=by)
        return row

    def choose(self, row: Activity):
        """The list as it is computed, not set."""
        activities.step(row, key="seleksi", on=AT, by=self.staff)
        return selecting.make(row, rule="adil", seed="7", at=AT, by=self.staff)

    def hold(self, row: Activity) -> None:
        """From the list to the end: everybody comes, the first gets goods."""
        made = self.choose(row)
        selecting.declare(row, business=None, note="", by=self.head)
        selecting.set_list(made, by=self.head)
        came = inviting.invite(row, on=INVITED, by=self.staff)
        messaging.write(row, channel=MessageChannel.WHATSAPP, site="http://a", by=self.staff)
        answering.answer(came[0], comes=True, by=self.staff)
        activities.step(row, key="mulai", on=HELD, by=self.staff)
        marks = {one.pk: Mark("hadir") for one in came}
        attending.attend(row.sessions.get(), marks=marks, way=PresenceWay.NAME, by=self.staff)
        said = {one.pk: learning.Learned(post=Decimal(80), product="Kemasan") for one in came}
        learning.learn(row, learned=said, by=self.staff)
        given = handing_over.Given("1/BAST", HELD, "Kepala", "Pemilik", GIVEN)
        handing_over.hand_over(came[0], given=given, by=self.staff)
        learning.end(row, on=HELD, by=self.staff)
        activities.step(row, key="tutup", on=HELD, by=self.staff)

    def stay(self) -> None:
        """A visit done, a case with what was agreed, everybody judged and the first supervised."""
        due = FollowUp.objects.filter(office=self.office, kind="kunjungan_30").first()
        following.done(due, said=following.Contact(AFTER, "telepon", "Baik"), by=self.staff)
        case = cases.open_case(
            due.business, opened=cases.Opened("Kemasan sobek", self.office, AFTER), by=self.staff
        )
        cases.agree(case, action="Ganti kemasan", due=AFTER, by=self.staff)
        plan = supervising.plan(
            supervising.Wanted(self.office, self.place, AFTER, AFTER, AT, "7"), by=self.staff
        )
        visit = Visit.objects.filter(supervision=plan).first()
        supervising.visited(visit, seen=supervising.Seen(AFTER, "Bersih"), by=self.staff)

    def certify(self) -> None:
        """A facilitation begun, a certificate brought along, a card handed out."""
        firm = next(iter(self.firms.values()))[0]
        facilitating.open_facilitation(
            firm, opened=facilitating.Opened("uji", self.office, product="Keripik"),
            said=facilitating.Said(AT, {"parameter": "Masa simpan"}), by=self.staff,
        )  # fmt: skip
        issued = certificates.Issued("hak_cipta", f"C-{self.office.key}", AT, product="Motif")
        certificates.add_certificate(firm, issued=issued, office=self.office, by=self.staff)
        if not CardLink.objects.exists():
            row = Participation.objects.select_related("business").first()
            CardLink.objects.create(
                business=row.business, sha256=hashed(CARD), made_by="seseorang",
                made_at=row.made_at, until=row.made_at.replace(year=row.made_at.year + 1),
            )  # fmt: skip
