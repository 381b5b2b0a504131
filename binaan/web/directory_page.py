"""What the list of the directory shows around its lines: chips, notes, links that keep the state."""

from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit.numbers import id_number
from binaan.registry.selecting import asking
from binaan.registry.selecting.columns import COLUMNS
from binaan.registry.selecting.ordering import BY_NAME, ORDERS
from binaan.registry.selecting.selection import Selection
from binaan.web import listing
from binaan.web.addresses import address

AFTER, BEFORE, COUNTED = "sesudah", "sebelum", "hitung"
SERVED = (
    "Yang dihitung: kegiatan yang dihadiri, bantuan yang diserahkan, fasilitasi dan kasus pembinaan "
    "yang berhasil, dari kantor mana pun, sejak tercatat di Binaan."
)


class Link(NamedTuple):
    label: str
    url: str
    active: bool = False


def context(user: User, given) -> dict:
    """Everything the template needs; `given` is the query of the address."""
    selection = Selection.parse(given, user)
    part = asking.quick(user, selection, given.get(AFTER, ""), given.get(BEFORE, ""))
    started = bool(given.get(AFTER) or given.get(BEFORE))
    return {
        "selection": selection,
        "part": part,
        "query": selection.query(),
        "table": table(selection, part),
        "chips": selection.chips(),
        "narrowing": sum(map(len, selection.chosen.values())) + bool(selection.area),
        "orders": _orders(selection),
        "order": _order(selection),
        "notes": _notes(selection, part),
        "count": _count(user, selection, part, given, started),
        "previous": selection.query(**{BEFORE: part.previous}) if part.previous else "",
        "next": selection.query(**{AFTER: part.next}) if part.next else "",
        "started": started,
        "hidden": _hidden(selection),
        **_doors(user, selection),
    }


class Table(NamedTuple):
    headings: list[tuple[str, bool]]
    lines: list[listing.Shown]
    url: str


def table(selection: Selection, part: asking.Page) -> Table:
    """Headings and lines; `url` is the address of a business with the null key in it."""
    keys = selection.column_keys
    shown = [(COLUMNS[key].label, COLUMNS[key].right) for key in keys]
    made = listing.of_columns(part.rows, keys) if selection.columns else listing.of_lines(part.rows)
    return Table(shown, made, address("business_detail", UUID(int=0)))


def count_words(user: User, selection: Selection) -> str:
    """How many there are, and as of when."""
    found = asking.count(user, selection)
    number = id_number(found.value)
    if not found.exact:
        return f"lebih dari {number} usaha" if not selection.q else f"{number} usaha paling cocok"
    return f"{number} usaha" + ("" if found.live else f", {as_of(found.as_of)}")


def as_of(moment) -> str:
    """menurut salinan pukul 10.32; of another day with its date."""
    local = timezone.localtime(moment)
    day = "" if local.date() == timezone.localdate() else f" tanggal {local:%d-%m-%Y}"
    return f"menurut salinan{day} pukul {local:%H.%M}"


def _count(user: User, selection: Selection, part: asking.Page, given, started: bool) -> str:
    """In words where it costs nothing or was asked for; "" where it is to be fetched."""
    if not (started or part.next or part.previous):
        return f"{id_number(len(part.rows))} usaha" if part.rows else "Tidak ada usaha"
    return count_words(user, selection) if given.get(COUNTED) else ""


def _orders(selection: Selection) -> list[Link]:
    best = [Link("Paling cocok", selection.query(urut=None), not selection.order)]
    by_name = BY_NAME if selection.q else None
    return (best if selection.q else []) + [
        Link(
            one.label,
            selection.query(urut=by_name if one.key == BY_NAME else one.key),
            (selection.order or ("" if selection.q else BY_NAME)) == one.key,
        )
        for one in ORDERS.values()
    ]


def _order(selection: Selection) -> str:
    return next(link.label for link in _orders(selection) if link.active)


def _notes(selection: Selection, part: asking.Page) -> list[tuple[str, str]]:
    """Sentences with their tone: what was not understood, and how far the answer can be trusted."""
    notes = [("warn", sentence) for sentence in selection.ignored]
    if part.note:
        notes.append(("info", part.note))
    if "dilayani" in selection.chosen:
        notes.append(("info", SERVED))
    if not part.live and not selection.plain:
        said = as_of(part.as_of)
        notes.append(("", f"Disaring {said}; tiap baris dibaca dari register saat ini."))
    return notes


def _hidden(selection: Selection) -> list[tuple[str, str]]:
    """What a new search keeps."""
    said = selection.parameters()
    return [(key, value) for key, values in said.items() if key != "q" for value in values]


def _doors(user: User, selection: Selection) -> dict:
    """Addresses that lead on with this selection; "" where they do not exist or are not allowed."""
    query = selection.query()
    may_export, may_edit = user.may(Permission.EXPORT), user.may(Permission.BUSINESS_EDIT)

    def door(name: str, allowed: bool = True) -> str:
        found = address(name) if allowed else ""
        return f"{found}?{query}" if found and query else found

    return {
        "map_url": door("business_map"),
        "download_url": door("directory_download", may_export),
        "print_url": door("directory_print", may_export),
        "guide_url": door("directory_guide", may_edit),
        "filter_url": door("business_filter"),
        "columns_url": door("business_columns"),
        "views_url": door("business_views"),
        "count_url": door("business_count"),
        "quality_url": address("business_quality") if user.may(Permission.FIGURE_VIEW) else "",
        "downloads_url": address("download_list") if may_export else "",
        "add_url": address("business_add") if may_edit else "",
    }
