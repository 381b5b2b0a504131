"""What was chosen from a list that goes to the phone as a file, in words: places and records."""

from collections.abc import Iterable
from uuid import UUID

from binaan.access.models import User
from binaan.intake.kinds import KINDS
from binaan.intake.models import FormVersion
from binaan.intake.rules.questioned import SELECTS, Question
from binaan.places.models import Place


def chosen(
    user: User, version: FormVersion | None, said: Iterable[tuple[Question, str]]
) -> dict[str, str]:
    """Answer → words: a place by its code, a record this user may see by its key; others not at all."""
    bare = {value for one, value in said if value and one.kind in SELECTS and not one.choices}
    if not bare or version is None:
        return {}
    words = dict(Place.objects.filter(pk__in=bare).values_list("pk", "name"))
    keys = [key for key in map(_key, bare - words.keys()) if key]
    kind = KINDS.get(version.form.kind)
    if keys and kind and kind.naming:
        words |= {str(key): one.name for key, one in kind.naming(user, keys).items()}
    return words


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
