"""Short running numbers (U-000123) beside the long public identifiers."""

from django.db import transaction

from binaan.kit.models import Counter


@transaction.atomic
def take(name: str, count: int = 1) -> int:
    """Reserve `count` numbers and return the first; two takers never get the same."""
    Counter.objects.get_or_create(name=name)
    counter = Counter.objects.select_for_update().get(name=name)
    first = counter.value + 1
    counter.value += count
    counter.save(update_fields=["value"])
    return first
