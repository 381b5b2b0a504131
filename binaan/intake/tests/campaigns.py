"""A campaign among the businesses of the small world, for tests of managing field work."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from binaan.intake.actions import arriving, campaigning
from binaan.intake.models import Campaign, Submission, SubmissionState
from binaan.intake.rolls import ROLLS
from binaan.intake.tests.fieldforms import a_form
from tests.world import World

FIRST, LAST = date(2026, 2, 20), date(2026, 3, 21)
NINE = datetime(2026, 3, 3, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
YES_NO = [["ya", "Ya"], ["tidak", "Tidak"]]
DEFINITION = [
    {"path": "nama_usaha", "name": "nama_usaha", "type": "text", "label": "Nama usaha",
     "class": "publik", "required": "ya"},
    {"path": "nik", "name": "nik", "type": "text", "label": "NIK", "class": "umum_risiko"},
    {"path": "pekerja", "name": "pekerja", "type": "integer", "label": "Pekerja", "required": "ya",
     "class": "usaha_rahasia"},
    {"path": "tahun_mulai", "name": "tahun_mulai", "type": "integer", "label": "Tahun mulai"},
    *[{"path": f"t/ciri_{at}", "name": f"ciri_{at}", "type": "select_one", "label": f"Ciri {at}",
       "choices": YES_NO} for at in range(8)],
]  # fmt: skip
MAPPING = {"nama_usaha": "name", "nik": "nik", "tahun_mulai": "started_year"}


class Camp(World):
    """disperin sends two people into Kabupaten Bekasi: `budi` to Tambun Selatan, `sari` to Cibitung.

    Targets: the four businesses of the regency, and five new ones in Tambun.
    """

    def __init__(self):
        super().__init__()
        self.staff = self.user("section_staff")
        self.budi = self.user("enumerator", place="32.16.06")
        self.sari = self.user("enumerator", place="32.16.07")
        self.form = a_form(self.place("32.16"), self.offices["disperin"], key="usaha",
                           definition=DEFINITION)  # fmt: skip
        self.form.versions.update(mapping=MAPPING)
        self.campaign = self._campaign()

    def _campaign(self) -> Campaign:
        wanted = campaigning.Wanted(
            "Pendataan Maret", self.form, self.offices["disperin"], self.place("32.16"), FIRST, LAST,
            call_back_share=10, seed=7,
        )  # fmt: skip
        made = campaigning.make(wanted, by=self.staff)
        listed = ROLLS["usaha"].rows(self.staff, made.place, "semua", None)
        campaigning.add_records(made, listed, by=self.staff)
        campaigning.add_quotas(made, {self.place("32.16.06.2004"): 5}, by=self.staff)
        for officer, district in ((self.budi, "32.16.06"), (self.sari, "32.16.07")):
            rows = made.targets.filter(place__path__startswith=district)
            campaigning.assign(made, rows, officer=officer, by=self.staff)
        return campaigning.open_(made, by=self.staff)

    def answer(self, number: int, by=None, *, minutes=20, **more) -> Submission:
        """A complete answer in the campaign, half an hour after the one before."""
        begun = NINE + timedelta(minutes=30 * number)
        said = {"nama_usaha": f"Usaha {number}", "pekerja": str(2 + number % 4)}
        said |= {f"t/ciri_{at}": "ya" if (number * 5 + at * at) % 3 else "tidak" for at in range(8)}
        usual = {
            "instance_id": f"uuid:{number}-{by or self.budi}", "sender": by or self.budi,
            "form_key": "usaha", "form": self.form, "version": self.form.versions.get(),
            "office": self.form.office, "form_place": self.form.place,
            "place": self.place("32.16.06.2004"), "campaign": self.campaign, "name": f"Usaha {number}",
            "file": self.form.versions.get().xlsx, "received_at": begun + timedelta(hours=1),
            "complete_at": begun + timedelta(hours=1), "told_on": begun.date(), "begun_at": begun,
            "ended_at": begun + timedelta(minutes=minutes), "state": SubmissionState.REVIEW,
        }  # fmt: skip
        usual["answers"] = said | more.pop("said", {})
        made = Submission.objects.create(**(usual | more))
        return arriving.settle_in(made)


class Busy(Camp):
    """The campaign with thirteen answers: one of three minutes (`fast`), and `twins`, two about the
    same business that disagree."""

    def __init__(self):
        super().__init__()
        for number in range(1, 11):
            self.answer(number)
        self.fast = self.answer(11, minutes=3, name="Kilat")
        record = self.business().pk
        self.twins = [
            self.answer(12, record_id=record, said={"pekerja": "3"}, name="Keripik"),
            self.answer(13, self.sari, record_id=record, said={"pekerja": "9"}, name="Keripik"),
        ]
