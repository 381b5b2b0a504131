"""Street trade of each office in the filled world, and a campaign of disperin with what a phone sent.

Days lie in the past of any clock. The locations stand in one kelurahan of each regency, so that a
kecamatan sees its own only; what people told is a secret of tests/secrets.py.
"""

import io
from datetime import date, time, timedelta

from django.utils import timezone

from binaan.intake.actions import arriving, calling_back, campaigning, devices
from binaan.intake.models import Attachment, Campaign, Conflict, Submission
from binaan.intake.rolls import ROLLS
from binaan.intake.tests import fieldforms
from binaan.kit import files
from binaan.kit.stepping import Said
from binaan.vendors.actions import (
    events,
    locations,
    objections,
    permits,
    relocating,
    street,
    vendors,
)
from binaan.vendors.actions.issuing import Asked
from binaan.vendors.actions.locations import Described, Pitches
from binaan.vendors.actions.standing import Spot
from binaan.vendors.models import Location, PermitStep
from binaan.vendors.rules.schedule import Schedule
from tests.world import FIRMS, World

AT = date(2025, 3, 3)
VILLAGES = {"disperin": "32.16.06.1001", "diskopukm": "32.75.01.1002"}
STATEMENTS = "jaga tidak_ilegal tidak_rombak tidak_alih kosongkan"
FILE, HOURS = "foto.jpg", (time(16), time(22))


def trade_and_field_work(world: World) -> None:
    """A location with a vendor, his TDU and all about it in each regency; the campaign of one."""
    for regency, office in (("32.16", "disperin"), ("32.75", "diskopukm")):
        _Street(world, regency, office).live()
    _Field(world).work()


class _Street:
    """One office and the first business of its list, which trades in the street."""

    def __init__(self, world: World, regency: str, office: str):
        self.place, self.office = world.place(VILLAGES[office]), world.offices[office]
        self.staff = world.user("section_staff", place=regency)
        self.head = world.user("section_head", place=regency)
        self.told = next(one for one in FIRMS if one.office == office)
        self.business, self.regency = world.business(self.told.name), world.place(regency)

    def live(self) -> None:
        """From the location to an objection; every page of it has something to show."""
        here, there = self.location("A-001"), self.location("B-001")
        vendor = vendors.list_vendor(
            self.business, by=self.staff,
            said=vendors.Said("lama", "kuliner", "gerobak", "Keripik", origin=self.regency),
            listing=vendors.Listing(
                self.office, AT, self.place, Spot(here, here.pitches.order_by("number").first())
            ),
        )  # fmt: skip
        asked = Asked(here, schedule=Schedule("", *HOURS))
        permit = permits.issue_at_once(vendor, asked=asked, until=None, on=AT, by=self.head)
        PermitStep.objects.filter(permit=permit, event="ajukan_tdu").update(file=_paper())
        seen = street.Seen("jam", "persuasi", timezone.now(), vendor=vendor, photo=_paper())
        street.record(seen, by=self.staff)
        objections.receive(objections.Against(permit=permit), text=f"Kata {self.told.owner}",
                           by_whom=self.told.owner, on=AT, by=self.staff)  # fmt: skip
        relocating.plan_relocation(relocating.Plan(here, there, AT, "Ditata"), by=self.head)
        self.event(here, vendor)

    def location(self, code: str) -> Location:
        """One that is determined, with two pitches."""
        described = Described(f"{self.office.key[:3]}-{code}", f"Lokasi {code}", "permanen", "hijau",
                              -6.24, 107.01, capacity=2, begins=HOURS[0], ends=HOURS[1])  # fmt: skip
        row = locations.propose_location(
            described,
            place=self.place,
            office=self.office,
            said=Said(AT, file=_paper()),
            by=self.head,
        )
        decree = {"sk_nomor": f"510/{self.office.key}-{code}", "sk_tanggal": AT.isoformat()}
        for event, filled in (("verifikasi", {"hasil": "Sesuai"}), ("tetapkan_permanen", decree)):
            row = locations.step_location(row, event=event, said=Said(AT, filled), by=self.head)
        locations.add_pitches(row, pitches=Pitches(["1", "2"], 2, 1), by=self.head)
        return row

    def event(self, location: Location, vendor) -> None:
        """A day to come whose registration is open, with one who asked."""
        now = timezone.now()
        said = {
            "title": "Hari pasar", "series": "pasar", "location": location, "seats": 2,
            "on": now.date() + timedelta(days=9), "begins": time(6), "ends": time(10),
            "opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=5),
        }  # fmt: skip
        row = events.plan(self.office, said=said, by=self.head)
        events.ask(row, vendor=vendor, by=self.staff)


class _Field:
    """disperin asks in Tambun Selatan: two answers about one business, one of them called back."""

    def __init__(self, world: World):
        self.office, self.place = world.offices["disperin"], world.place("32.16")
        self.staff = world.user("section_staff")
        self.sender = world.user("enumerator", place="32.16.06")
        self.business = world.business("Keripik Bu Sari")

    def work(self) -> None:
        """A form in use, a phone, the campaign, and what came in."""
        form = fieldforms.a_form(self.place, self.office)
        devices.make_device(label="Ponsel uji", by=self.sender)
        campaign = self.campaign(form)
        rows = [self.answer(form, campaign, number) for number in range(2)]
        Conflict.objects.get_or_create(
            submission=rows[1], other=rows[0], defaults={"fields": {"g/nama_usaha": ["A", "B"]}}
        )
        Attachment.objects.create(submission=rows[0], name=FILE, file=_paper())
        calling_back.draw(campaign, by=self.staff)

    def campaign(self, form) -> Campaign:
        """The businesses of Tambun Selatan, all for one person."""
        wanted = campaigning.Wanted(
            "Pendataan uji", form, self.office, self.place, AT, AT + timedelta(days=3000), seed=7
        )
        made = campaigning.make(wanted, by=self.staff)
        listed = ROLLS["usaha"].rows(self.staff, self.place, "semua", None)
        near = [one for one in listed if one.place.startswith("32.16.06")]
        campaigning.add_records(made, near, by=self.staff)
        campaigning.assign(made, made.targets.all(), officer=self.sender, by=self.staff)
        return campaigning.open_(made, by=self.staff)

    def answer(self, form, campaign: Campaign, number: int) -> Submission:
        """What Bu Sari told, with her NIK, as it was read."""
        told, version = FIRMS[0], form.versions.get()
        said = {
            "g/nama_usaha": told.name, "g/pemilik": told.owner, "g/nik": told.nik,
            "g/omzet": told.sales, "g/desa": told.place, "g/pesan": f"pesan {number}",
        }  # fmt: skip
        begun = timezone.now() - timedelta(hours=3)
        row = Submission.objects.create(
            instance_id=f"uuid:isi-{number}", form_key=form.key, form_version=version.version,
            form=form, version=version, office=self.office, form_place=self.place,
            place=self.business.place, campaign=campaign, sender=self.sender, file=_paper(),
            received_at=begun, complete_at=begun, begun_at=begun, told_on=begun.date(), answers=said,
            ended_at=begun + timedelta(minutes=20), name=told.name, record_id=self.business.pk,
            state="review",
        )  # fmt: skip
        return arriving.settle_in(row)


def _paper():
    """A kept file that is a picture by its first bytes."""
    return files.note(files.store(io.BytesIO(b"\xff\xd8\xff\xe0uji")), name=FILE, by="uji")
