"""Personal values inside larger ones: a claim's words, a row's cells, a problem's value."""

from binaan.kit.masking import PERSONAL_FIELDS, mask_all, mask_money, mask_text
from binaan.registry.rules.fields import BY_NAME, MONEY, PERSONAL, claim_keys

HIDDEN_MONEY = {key for name in MONEY for key in claim_keys(BY_NAME[name])}


def hide_text(text: str) -> str:
    """Free text without numbers of a person."""
    return mask_text(text) if text else text


def hide_field(field: str, text: str | None) -> str | None:
    """What a list wrote in a field; other fields may hold a number typed in the wrong column."""
    if not text:
        return text
    if field in PERSONAL or field in PERSONAL_FIELDS:
        return str(PERSONAL_FIELDS.get(field, mask_all)(text))
    return mask_text(text)


def hide_said(said: dict) -> dict:
    """The words of a claim; bounds of money are hidden whole."""
    return {
        key: mask_money(value)
        if key in HIDDEN_MONEY
        else hide_field(key, value)
        if isinstance(value, str)
        else value
        for key, value in said.items()
    }


def hide_cells(cells: dict[str, str], row: dict) -> dict[str, str]:
    """The cells of a landed row; `row["fields"]` names the field of each heading."""
    fields = row["fields"]
    return {heading: hide_field(fields.get(heading, ""), text) for heading, text in cells.items()}


def hide_problem(text: str | None, row: dict) -> str | None:
    """The value of a problem, by its field."""
    return hide_field(row["field"], text)
