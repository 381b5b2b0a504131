"""What stands around the pages of field work: the ways between lists, forms, answers, campaigns."""

from django.urls import NoReverseMatch, reverse

from binaan.access.permissions import Permission as P

WAYS = (
    ("lists", "Daftar", "batch_list", P.LIST_VIEW),
    ("forms", "Formulir", "form_list", P.FORM_MANAGE),
    ("campaigns", "Kampanye", "campaign_list", P.SUBMISSION_VIEW),
    ("submissions", "Kiriman", "submission_list", P.SUBMISSION_VIEW),
    ("devices", "Perangkat", "device_list", P.FIELD_SEND),
)


def field_tabs(user, here: str) -> list[dict]:
    """The tabs of Pendataan this person may open; `here`: the key of the one that is open."""
    return [
        {"label": label, "url": url, "active": key == here}
        for key, label, name, permission in WAYS
        if user.may(permission) and (url := _address(name))
    ]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
