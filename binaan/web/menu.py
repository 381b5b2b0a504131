"""What stands around every page: menu, who I am, light or dark, the demo ribbon."""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from binaan.access.permissions import Permission as P
from binaan.access.roles import ROLES
from binaan.registry.queries import identity
from binaan.web.queries.desk import MOST_COUNTED, repairs_waiting

THEMES = ("light", "dark")
THEME_COOKIE = "binaan_tampilan"


class Entry(NamedTuple):
    """A line of the menu; `names`: how the URL names of the pages below it begin."""

    label: str
    icon: str
    url_name: str
    permission: P | None
    names: tuple[str, ...]


ENTRIES = (
    Entry("Meja kerja", "layout-dashboard", "desk", None, ("desk",)),
    Entry(
        "Direktori",
        "building-store",
        "business_list",
        P.BUSINESS_VIEW,
        ("business_", "owner_", "directory_", "download_", "guide_"),
    ),
    Entry("Pendataan", "inbox", "batch_list", P.LIST_VIEW, ("batch_", "repair_", "remembered_")),
    Entry(
        "Lapangan",
        "clipboard-list",
        "campaign_list",
        P.SUBMISSION_VIEW,
        ("form_", "submission_", "campaign_", "device_"),
    ),
    # The first that a person may open stands in the menu.
    Entry("Lapangan", "clipboard-list", "phone_home", P.FIELD_SEND, ("phone_", "device_")),
    Entry("Usaha ganda", "git-merge", "identity_next", P.IDENTITY_DECIDE, ("identity_",)),
    Entry("Usaha ganda", "git-merge", "identity_progress", P.IDENTITY_REVIEW, ("identity_",)),
    Entry("Usaha ganda", "git-merge", "identity_lists", P.LIST_VIEW, ("identity_",)),
    Entry(
        "Program",
        "calendar-event",
        "programme_landing",
        P.PROGRAMME_VIEW,
        (
            "programme_",
            "activity_",
            "expert_",
            "selection_",
            "participant_",
            "nomination_",
            "follow_up_",
            "pathway_",
            "case_",
            "supervision_",
            "visit_",
            "facilitation_",
            "certificate_",
            "card_",
        ),
    ),
    Entry(
        "PKL",
        "map-pin",
        "vendor_overview",
        P.VENDOR_VIEW,
        ("vendor_", "location_", "tdu_", "finding_", "objection_", "event_", "relocation_"),
    ),
    Entry("Angka", "chart-bar", "figure_list", P.FIGURE_VIEW, ("figure_",)),
    Entry("Rekonsiliasi", "scale", "reconciliation", P.FIGURE_VIEW, ("reconciliation",)),
    Entry(
        "Kinerja",
        "target",
        "plan_overview",
        P.PLAN_VIEW,
        ("plan_", "node_", "achievement_", "period_", "spending_", "nomenclature_"),
    ),
    Entry("Laporan", "report", "report_list", P.PLAN_VIEW, ("report_",)),
    Entry("Audit", "shield-check", "audit_list", P.AUDIT_VIEW, ("audit_",)),
)
SETTINGS = (
    Entry("Pengguna", "users", "user_list", P.USER_MANAGE, ("user_", "assignment_")),
    Entry(
        "Kantor", "building", "office_list", P.OFFICE_MANAGE,
        ("office_", "division_", "official_", "decree_"),
    ),
    Entry(
        "Parameter", "adjustments-horizontal", "parameter_list", P.PARAMETER_MANAGE,
        ("parameter_",),
    ),
)  # fmt: skip


def menu(request: HttpRequest) -> dict:
    """Context processor. Lazy: a fragment or a page without a menu pays nothing for it."""
    return {
        "menu": SimpleLazyObject(lambda: menu_entries(request)),
        "settings_tabs": SimpleLazyObject(lambda: _shown(request, SETTINGS)),
        "who": SimpleLazyObject(lambda: who_am_i(request)),
        "search_url": SimpleLazyObject(lambda: _search_url(request)),
        "theme": theme_of(request),
        "demo": settings.DEMO,
    }


def theme_of(request: HttpRequest) -> str:
    """The stored choice "light" or "dark"; "" follows the device."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def menu_entries(request: HttpRequest) -> list[dict]:
    """Lines this person may open, the active one marked; settings folded into one line."""
    entries = _shown(request, ENTRIES)
    below = _shown(request, SETTINGS)
    if below:
        active = any(entry["active"] for entry in below)
        entries.append({**below[0], "label": "Pengaturan", "icon": "settings", "active": active})
    return entries


def who_am_i(request: HttpRequest) -> dict | None:
    """Name, initials, and each role with the office or place it is held in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    held = [
        {"role": ROLES[item.role].label if item.role in ROLES else item.role,
         "where": str(item.office or item.place)}
        for item in user.held()
    ]  # fmt: skip
    name = user.get_full_name() or user.get_username()
    return {"name": name, "initials": initials(name), "held": held}


def initials(name: str) -> str:
    """Rina Kartika -> RK; one word gives one letter."""
    words = [word for word in name.replace(".", " ").split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def _shown(request: HttpRequest, entries: tuple[Entry, ...]) -> list[dict]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    shown = []
    for entry in entries:
        url = _url(entry.url_name)
        told = entry.label in {line["label"] for line in shown}
        if url and not told and (entry.permission is None or user.may(entry.permission)):
            active = _current_name(request).startswith(entry.names)
            line = {"label": entry.label, "icon": entry.icon, "url": url, "active": active}
            shown.append(line | COUNTS.get(entry.url_name, _no_count)(user))
    return shown


def _no_count(user) -> dict:
    return {}


def _repairs(user) -> dict:
    count = repairs_waiting(user)
    return {"count": min(count, MOST_COUNTED - 1), "more": count == MOST_COUNTED}


def _pairs(user) -> dict:
    count = identity.open_count(user)
    return {"count": min(count, MOST_COUNTED - 1), "more": count == MOST_COUNTED}


# What waits behind a line of the menu; counted up to a limit, for every page asks.
COUNTS = {"batch_list": _repairs, "identity_next": _pairs}


def _search_url(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.may(P.BUSINESS_VIEW):
        return ""
    return _url("business_list")


def _current_name(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.url_name or "") if match else ""


def _url(name: str) -> str:
    """The address, or "" while that page does not exist yet."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
