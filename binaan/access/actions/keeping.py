"""How every action of this room stores a row: full checks first, a lost race answered in words."""

from django.db import IntegrityError, models, transaction


def keep(row: models.Model) -> None:
    """Check and save. Raises ValidationError, also when somebody else was first by a moment."""
    row.full_clean()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row.full_clean()  # the other row is visible now, so the constraint has its sentence
        raise
