"""An office with an officer's day: a follow-up, a case with a step, a session today."""

from datetime import timedelta

from binaan.kit.dates import today
from binaan.programmes.actions import cases, following, staying
from binaan.programmes.models import FollowUp
from binaan.programmes.tests.taking import Chosen

LAST = today() - timedelta(days=100)


class FieldOffice(Chosen):
    """`path`: of the first who was invited; `case` with `step` of the same; `session` is today."""

    def __init__(self):
        super().__init__()
        self.staff = staff = self.user("section_staff")
        self.path = staying.open_after(self.invited()[0], last_session=LAST, by=staff)
        self.run()
        following.assign(FollowUp.objects.all(), officer=staff, by=staff)
        said = cases.Opened("Kemasan bocor", self.offices["disperin"], LAST, officer=staff)
        self.case = cases.open_case(self.path.business, opened=said, by=staff)
        self.step = cases.agree(self.case, action="Coba kemasan baru", due=today(), by=staff)
        self.session = self.activity.sessions.create(
            on=today(), begins="09:00", ends="12:00", subject="Hari ini"
        )
