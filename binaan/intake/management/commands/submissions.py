"""`submissions --form ID`: what came in for a field form, one JSON object a line; nothing personal."""

from binaan.intake.models import STILL_OPEN, Form, ListedKey, Problem, Row, Submission
from binaan.kit.commands import JsonLinesCommand, Refused


class Command(JsonLinesCommand):
    help = "Mencetak kiriman lapangan satu formulir: tanda pengenal, keadaan, rekaman, masalah."

    def arguments(self, parser):
        parser.add_argument("--form", required=True, help="Kode formulir (form_id).")

    def answer(self, **options):
        form = Form.objects.filter(key=options["form"]).first()
        if form is None:
            known = ", ".join(Form.objects.order_by("key").values_list("key", flat=True))
            raise Refused(f"Formulir {options['form']!r} tidak ada. Yang ada: {known or '–'}.")
        found = Submission.objects.filter(form=form).defer("answers", "meta")
        records, problems = _records(form), _problems(form)
        return [
            {
                "instance": one.instance_id,
                "state": one.state,
                "record": str(one.record_id or records.get(one.row_key) or "") or None,
                "problems": [*_trouble(one), *problems.get((one.batch_id, one.row_key), [])],
            }
            for one in found.order_by("received_at", "pk").iterator(chunk_size=2000)
        ]


def _records(form: Form) -> dict[str, object]:
    """Keys of rows of a form's list → the records they became."""
    if form.source_id is None:
        return {}
    return dict(ListedKey.objects.filter(source=form.source_id).values_list("key", "record_id"))


def _trouble(one: Submission) -> list[dict]:
    return [{"field": "", "code": one.state, "words": one.trouble}] if one.trouble else []


def _problems(form: Form) -> dict[tuple, list[dict]]:
    """Open problems by batch and key of the row."""
    if form.source_id is None:
        return {}
    mine = Problem.objects.filter(batch__version__source=form.source_id, state__in=STILL_OPEN)
    keys = {
        (batch, ordinal): key
        for batch, ordinal, key in Row.objects.filter(batch__version__source=form.source_id)
        .values_list("batch_id", "ordinal", "key")
        .iterator(chunk_size=5000)
    }
    found: dict[tuple, list[dict]] = {}
    for batch, ordinal, field, code in mine.order_by("pk").values_list(
        "batch_id", "ordinal", "field", "code"
    ):
        told = {"field": field, "code": code}
        found.setdefault((batch, keys.get((batch, ordinal))), []).append(told)
    return found
