"""What every template may say: numbers and dates the Indonesian way, icons, kept filters."""

import re
from functools import cache

from django import template
from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString, mark_safe

from binaan.kit import dates, numbers

register = template.Library()

register.filter("number", numbers.id_number)
register.filter("rupiah", numbers.rupiah)
register.filter("rupiah_short", numbers.rupiah_short)
register.filter("percent", numbers.percent)
register.filter("rounded", numbers.rounded)
register.filter("long_date", dates.long_date)
register.filter("short_date", dates.short_date)
register.filter("day_date", dates.day_date)
register.filter("day_span", dates.day_span)
register.filter("month_year", dates.month_year)
register.filter("moment", dates.moment)

_DRAWING = re.compile(r"<svg\b[^>]*>(.*?)</svg>", re.DOTALL)
_SPACE = re.compile(r">\s+<")


@cache
def _drawing(name: str) -> str:
    """The inside of a Tabler icon, or "" when the front-end parts are not there."""
    found = finders.find(f"vendor/icons/{name}.svg") if re.fullmatch(r"[a-z0-9-]+", name) else None
    if not found:
        return ""
    with open(found, encoding="utf-8") as file:
        inside = _DRAWING.search(file.read())
    return _SPACE.sub("><", inside[1].strip()) if inside else ""


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """An icon drawn inline; for the eye only, so the words beside it must say the same."""
    drawing = _drawing(name)
    if not drawing:
        return mark_safe("")
    return mark_safe(  # our own files, and a number
        f'<svg class="ico" width="{int(size)}" height="{int(size)}" viewBox="0 0 24 24" '
        f'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" '
        f'stroke-linejoin="round" '
        f'aria-hidden="true" focusable="false">{drawing}</svg>'
    )


@register.simple_tag(takes_context=True)
def keep_query(context, **changes) -> str:
    """The query string of this page with some values set; None takes one away. Starts with "?"."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = value
    return f"?{query.urlencode()}"


@register.filter
def signed(value) -> str:
    """A change with its sign: +128, −3, 0."""
    shown = numbers.id_number(value)
    return f"+{shown}" if value and value > 0 else shown


@register.filter
def of_hundred(value) -> str:
    """A rate that is in percent already: 93.8 -> 93,8 %; nothing is a dash."""
    return numbers.NOTHING if value is None else f"{numbers.rounded(value)} %"


@register.filter
def unlocalize_number(value) -> str:
    """A number as HTML wants it in an attribute (12.5), whatever the language writes."""
    return str(value if value is not None else 0).replace(",", ".")
