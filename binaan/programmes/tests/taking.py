"""A world in which the list is set: six are chosen, the others wait; two sessions in the past."""

from datetime import date, time, timedelta

from binaan.kit.dates import today
from binaan.programmes.actions import inviting, selecting
from binaan.programmes.models import Activity, Participation
from binaan.programmes.tests.conftest import AT, Fair

# Sessions lie in the past of any clock, the invitation before them.
FIRST, SECOND = date(2026, 4, 6), date(2026, 4, 7)
INVITED = date(2026, 3, 12)  # a Thursday


class Chosen(Fair):
    """The dozen with a set list; nobody is invited yet."""

    def __init__(self):
        super().__init__()
        staff, head = self.user("section_staff"), self.user("section_head")
        made = selecting.make(self.activity, rule="adil", seed="7", at=AT, by=staff)
        selecting.declare(self.activity, business=None, note="", by=head)
        selecting.set_list(made, by=head)
        self.activity.venue = "Aula Kecamatan"
        self.activity.save()
        for day, ends in ((FIRST, time(15)), (SECOND, time(13))):
            self.activity.sessions.create(
                on=day, begins=time(9), ends=ends, subject=f"Materi {day.day}"
            )

    def again(self) -> Activity:
        return Activity.objects.get(pk=self.activity.pk)

    def invited(self) -> list[Participation]:
        """Everybody chosen, invited by the office's staff."""
        inviting.invite(self.activity, on=INVITED, by=self.user("section_staff"))
        return self.joined()

    def joined(self) -> list[Participation]:
        return list(self.activity.participations.order_by("candidate__rank"))

    def run(self) -> None:
        """The activity is under way."""
        Activity.objects.filter(pk=self.activity.pk).update(state="berjalan")
        self.activity.refresh_from_db()

    def tomorrow(self):
        """A session that is still to come."""
        return self.activity.sessions.create(
            on=today() + timedelta(days=1), begins=time(9), ends=time(10), subject="Nanti"
        )
