"""A list taken step by step in a test: handed over, its mapping confirmed, its preview put in."""

from datetime import date

from binaan.intake.actions import hand_over, steps
from binaan.intake.models import Batch
from binaan.kit import jobs

D2020 = date(2020, 12, 31)


class Steps:
    """Somebody who takes files of `lists` step by step; a worker does what waits at once."""

    def __init__(self, lists):
        self.lists, self.staff = lists, lists.staff

    def handed(self, path, *, source="Daftar IKM", as_of=D2020, work=True) -> Batch:
        batch = hand_over(
            "usaha", path, source=source, office=self.lists.register.offices["disperin"],
            place=self.lists.register.place("32.16"), as_of=as_of, mapping={}, by=self.staff,
            step_by_step=True,
        )  # fmt: skip
        return self.worked(batch) if work else batch

    def worked(self, batch: Batch) -> Batch:
        """The batch after its job, if one waits."""
        batch.refresh_from_db()
        taken = jobs.take(only=batch.job)
        if taken:
            jobs.run(taken)
        return Batch.objects.get(pk=batch.pk)

    def confirmed(self, batch: Batch, *, remember=False, key="", work=True) -> Batch:
        mapping = {
            "sheets": {
                name: {**entry, **({"key": key} if key else {})}
                for name, entry in batch.proposal["sheets"].items()
            }
        }
        batch = steps.confirm_mapping(batch, mapping=mapping, remember=remember, by=self.staff)
        return self.worked(batch) if work else batch

    def previewed(self, path, *, key="", **options) -> Batch:
        return self.confirmed(self.handed(path, **options), key=key)

    def gone(self, batch: Batch) -> Batch:
        return self.worked(steps.go(batch, by=self.staff))


def foreseen(batch: Batch) -> tuple[int, int, int, int]:
    return tuple(batch.foreseen[name] for name in ("new", "changed", "unchanged", "waiting"))


def counted(batch: Batch) -> tuple[int, int, int, int]:
    return batch.new, batch.changed, batch.unchanged, batch.waiting
