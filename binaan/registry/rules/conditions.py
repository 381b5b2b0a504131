"""From the values that count (rules/projection) to the columns of a business, an owner, a condition."""

from datetime import date
from decimal import Decimal

from binaan.registry.rules.names import business_key, person_key
from binaan.registry.rules.projection import workers

COUNTS = ("paid_male", "paid_female", "family_male", "family_female")
MONEY = (
    "sales_low", "sales_high", "capital_low", "capital_high", "investment_low",
    "investment_high", "capacity", "production_value",
)  # fmt: skip


def place_of(values: dict) -> str | None:
    """The place that was named; else the area of the list that brought the business in.

    A later list that names only the surroundings does not take a named village away.
    """
    return values.get("place") or values.get("within")


def _day(text) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else text


def condition(values: dict) -> dict:
    """The columns of a Condition, without its dates."""
    total, stated = workers(values)
    columns: dict = {
        "place_id": place_of(values),
        "group": values.get("group", ""),
        "status": values.get("status", ""),
        "status_on": _day(values.get("status_on")) if values.get("status") else None,
        "verification": values.get("verification", "none"),
        "legal_form": values.get("legal_form", ""),
        "started_year": values.get("started_year"),
        "owner_sex": values.get("sex", ""),
        "association": values.get("association", ""),
        "workers": total,
        "workers_stated": stated,
        "sales_year": values.get("sales_year"),
        "capacity_unit": values.get("capacity_unit", ""),
        "market": values.get("market", ""),
        "missing": values.get("missing"),
    }
    columns.update({name: values.get(name) for name in COUNTS})
    columns.update({name: _decimal(values.get(name)) for name in MONEY})
    return columns


def _decimal(value) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.01"))


def business(values: dict) -> dict:
    """The current columns of a Business."""
    texts = (
        "address", "rt", "rw", "postcode", "legal_form", "product", "kbli", "kbli_edition",
        "group", "ekraf", "status",
    )  # fmt: skip
    name = values.get("name", "")
    columns: dict = {text: values.get(text, "") for text in texts}
    columns |= {
        "place_id": place_of(values),
        "name": name,
        "name_key": business_key(name),
        "lat": values.get("lat"),
        "lon": values.get("lon"),
        "started_year": values.get("started_year"),
        "is_vendor": bool(values.get("is_vendor", False)),
        "verification": values.get("verification", "none"),
    }
    return columns


def owner(values: dict) -> dict:
    """The current columns of an Owner."""
    name = values.get("owner_name", "")
    return {
        "name": name,
        "name_key": person_key(name),
        "sex": values.get("sex", ""),
        "birth_date": _day(values.get("birth_date")),
        "phone": values.get("phone", ""),
        "email": values.get("email", ""),
        "address": values.get("owner_address", ""),
    }
