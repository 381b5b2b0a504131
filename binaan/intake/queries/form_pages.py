"""What the pages of field forms show."""

from typing import Any, NamedTuple

from django.db.models import Count

from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.intake import fieldwork
from binaan.intake.kinds import KINDS
from binaan.intake.models import Form, FormVersion, Submission
from binaan.intake.queries.field_forms import current, taken_by
from binaan.intake.rules.xlsforms.book import Fault
from binaan.intake.rules.xlsforms.drawn import INSIDE, UNSEEN, drawn
from binaan.intake.rules.xlsforms.questions import repeated

NOT_ASKED = UNSEEN | {*INSIDE, "note"}
RECORD_SAYS = "Rekaman yang diperbarui"


class Edition(NamedTuple):
    """A version as the page of its form lists it. `tone`, `state`: how it stands."""

    version: FormVersion
    tone: str
    state: str
    answers: int
    is_current: bool


class Asked(NamedTuple):
    """A question and where its answer goes; `field` "": it is kept with the submission."""

    label: str
    name: str
    field: str
    private: bool
    repeated: bool


def page(user, form: Form) -> dict[str, Any]:
    """A form with its versions, and what the newest of interest asks."""
    versions = list(form.versions.all())
    now = current(form)
    answers = Submission.objects.permitted(user, Permission.SUBMISSION_VIEW).filter(form=form)
    told = dict(answers.order_by().values_list("version").annotate(Count("pk")))
    shown = now or (versions[0] if versions else None)
    return {
        "form": form,
        "editions": [_edition(one, now, told.get(one.pk, 0)) for one in versions],
        "now": now,
        "taker": taken_by(form),
        "answers": sum(told.values()),
        **(_inside(shown) if shown else {}),
    }


def _edition(version: FormVersion, now: FormVersion | None, answers: int) -> Edition:
    if now is not None and version.pk == now.pk:
        return Edition(version, "ok", "Dipakai ponsel", answers, True)
    if version.withdrawn_at:
        return Edition(version, "warn", "Ditarik", answers, False)
    if version.published_at:
        return Edition(version, "", "Versi lama", answers, False)
    return Edition(version, "", "Belum dipakai", answers, False)


def _inside(version: FormVersion) -> dict[str, Any]:
    asked = [one for one in version.definition if one["type"] not in NOT_ASKED]
    labels, inside = field_labels(version), repeated(version.definition)
    questions = [
        Asked(
            one["label"] or one["name"], one["name"],
            labels.get(version.mapping.get(one["path"], ""), ""), bool(one.get("private")),
            one["path"] in inside,
        )
        for one in asked
    ]  # fmt: skip
    return {
        "shown": version,
        "questions": questions,
        "mapped": sum(bool(one.field) for one in questions),
        "warnings": [Fault(*one) for one in version.warnings],
        "media": [_filled(name, filled) for name, filled in sorted(version.media.items())],
    }


def _filled(name: str, filled: dict) -> tuple[str, str]:
    """A file beside a form, and what fills it."""
    if filled.get("file"):
        return name, "Disertakan bersama formulir"
    known = fieldwork.LISTS.get(filled.get("list", ""))
    return name, known.meaning if known else "Kosong: tidak ada yang mengisinya"


def field_labels(version: FormVersion) -> dict[str, str]:
    """Field → how it is called, for the kind that takes the answers."""
    kind = KINDS.get(version.form.kind)
    return {one.name: one.label for one in (kind.fields if kind else ())} | {
        fieldwork.RECORD: RECORD_SAYS
    }


def preview(user, version: FormVersion) -> dict[str, Any]:
    """Every question of a version, as the preview draws them."""
    labels = field_labels(version)
    return {
        "form": version.form,
        "version": version,
        "drawn": drawn(version.definition, version.mapping, labels),
        "taker": taken_by(version.form),
    }


def free_key(key: str, office: Office) -> str:
    """The key of a ready form for an office: its own where another office has taken the plain one."""
    taken = Form.objects.filter(key=key).exclude(office=office).exists()
    return f"{key}.{office.key}"[:64] if taken else key
