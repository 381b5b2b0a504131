"""The small world with lists brought in: clean, faulty and held rows, and two lists that wait."""

import json
from datetime import date

from binaan.intake.actions import hand_over, steps
from binaan.kit import jobs
from tests import filled_plan, filled_programmes, filled_street, secrets
from tests.test_commands import run
from tests.world import World


def fill(folder) -> World:
    world = World()
    file = folder / "daftar.csv"
    file.write_text(secrets.CSV, "utf-8")
    world.file = file
    world.answer = imported(world, world.user("section_staff"))
    waiting_for_a_person(world, world.user("section_staff"))
    filled_plan.plan(world)
    filled_programmes.programmes(world)
    filled_street.trade_and_field_work(world)
    return world


def waiting_for_a_person(world, by) -> None:
    """The same file once more as two other lists: one waits for its mapping, one for its preview."""
    for source in ("Daftar menunggu peta", "Daftar menunggu persetujuan"):
        batch = hand_over(
            "usaha", world.file, source=source, office=world.offices["disperin"],
            place=world.place("32.16"), as_of=date(2025, 6, 30), mapping={}, by=by,
            step_by_step=True,
        )  # fmt: skip
        jobs.run(jobs.take(only=batch.job))
    batch.refresh_from_db()
    batch = steps.confirm_mapping(batch, mapping=batch.proposal, remember=False, by=by)
    assert jobs.run(jobs.take(only=batch.job)).state == "done"


def imported(world, by) -> dict:
    code, out, err = run(
        "import_list", "usaha", str(world.file), "--source", "Daftar Cibitung", "--office",
        "disperin", "--place", "32.16", "--as-of", "2025-06-30", "--by", by.username, "--json",
    )  # fmt: skip
    assert (code, err) == (0, "")
    return json.loads(out)
