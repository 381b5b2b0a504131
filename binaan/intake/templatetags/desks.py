"""The desks of field work side by side: `{% load desks %}{% desks "forms" %}`."""

from django import template
from django.urls import NoReverseMatch, reverse

from binaan.access.permissions import Permission

register = template.Library()
# Key, label, address, who may open it.
DESKS = (
    ("lists", "Daftar", "batch_list", Permission.LIST_VIEW),
    ("submissions", "Kiriman", "submission_list", Permission.SUBMISSION_VIEW),
    ("campaigns", "Kampanye", "campaign_list", Permission.SUBMISSION_VIEW),
    ("forms", "Formulir", "form_list", Permission.FORM_MANAGE),
    ("devices", "Perangkat", "device_list", Permission.FIELD_SEND),
)


@register.inclusion_tag("kit/tabs.html", takes_context=True)
def desks(context, here: str) -> dict:
    """The desks this person may open; nothing where there is only one."""
    user = context["request"].user
    open_ = [one for one in DESKS if user.may(one[3]) and _address(one[2])]
    items = [
        {"label": label, "url": _address(name), "active": key == here}
        for key, label, name, _permission in open_
    ]
    return {"label": "Pendataan", "items": items if len(items) > 1 else []}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
