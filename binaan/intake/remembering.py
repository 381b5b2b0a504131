"""Words a person repaired once and that are read as repaired in every later version of the source."""

import polars as pl
from django.core.exceptions import ValidationError
from django.utils import timezone

from binaan.access.permissions import Permission
from binaan.intake.kinds import KINDS
from binaan.intake.models import RememberedRepair, Repair, Source
from binaan.kit.masking import PERSONAL_FIELDS


def folded(text: str) -> str:
    """Words as they are compared: lower case, single blanks."""
    return " ".join(text.split()).lower()


class Remembered:
    """What is remembered of one source; asked of the database once."""

    def __init__(self, source: Source):
        kind = KINDS[source.kind]
        self.said: dict[str, dict[str, dict]] = {}
        standing = RememberedRepair.objects.filter(source=source, stopped_at__isnull=True)
        for field, was, value in standing.values_list("field", "was", "value"):
            self.said.setdefault(field, {})[was] = kind.amend(field, value)

    def applied(self, fields: pl.DataFrame) -> pl.DataFrame:
        """The frame of fields with remembered words replaced; what a row said decides, not what became.

        A column with a factor is left alone: a person's value is in full units.
        """
        fields_said = [
            name for name in self.said if name in fields.columns and f"{name}__times" not in fields.columns
        ]  # fmt: skip
        replaced = fields
        for name in fields_said:
            replaced = _replaced(replaced, _fold(fields[name]), self.said[name])
        return replaced


def _fold(column: pl.Series) -> pl.Series:
    return column.str.replace_all(r"\s+", " ").str.strip_chars().str.to_lowercase()


def _replaced(frame: pl.DataFrame, words: pl.Series, said: dict[str, dict]) -> pl.DataFrame:
    if not words.is_in(list(said)).any():
        return frame
    for target in sorted({name for says in said.values() for name in says}):
        values = {was: says[target] for was, says in said.items() if target in says}
        hit = words.is_in(list(values)).fill_null(False)
        texts = words.replace_strict(values, default=None, return_dtype=pl.String)
        old = (
            frame[target] if target in frame.columns
            else pl.Series([None], dtype=pl.String).new_from_index(0, frame.height)
        )  # fmt: skip
        frame = frame.with_columns(texts.zip_with(hit, old).alias(target))
    return frame


def whole_lists(user):
    """The lists this user repairs as a whole: what is remembered counts for every place of them."""
    return Source.objects.permitted(user, Permission.LIST_REPAIR)


def may_remember(about, *, by) -> None:
    """Raises ValidationError when the words of these problems must not or cannot be remembered."""
    if not whole_lists(by).filter(pk=about.batch.version.source_id).exists():
        raise ValidationError(
            "Ingatan berlaku untuk seluruh daftar; mintalah kepada yang memperbaiki seluruhnya."
        )
    field = about.only("field")
    if field in about.kind.personal or field in PERSONAL_FIELDS:
        raise ValidationError("Perbaikan data pribadi tidak boleh diingat.")
    if any(not folded(problem.value) for problem in about.problems):
        raise ValidationError("Isian kosong tidak dapat diingat; isiannya tidak sama artinya.")
    if any(field in about.batch.layout[p.sheet]["multiply"] for p in about.problems):
        raise ValidationError("Kolom berpengali tidak dapat diingat perbaikannya.")


def remember_words(made: Repair, about, *, by) -> None:
    """From now on this source's words are read as repaired; what was remembered of them before stops."""
    source = Source.objects.select_for_update(of=("self",)).get(pk=about.batch.version.source_id)
    words = sorted({folded(problem.value) for problem in about.problems})
    standing = RememberedRepair.objects.filter(
        source=source, field=made.field, was__in=words, stopped_at__isnull=True
    )
    standing.update(stopped_at=timezone.now(), stopped_by=by.username)
    RememberedRepair.objects.bulk_create(
        RememberedRepair(
            source=source, repair=made, field=made.field, was=was, value=made.value, by=by.username
        )
        for was in words
    )
