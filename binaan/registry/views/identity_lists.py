"""Lists compared: what of one stands in another, and the businesses behind every number."""

from django.http import Http404

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.registry.queries import identity_screens
from binaan.registry.selecting import between


@requires(Permission.LIST_VIEW)
def identity_lists(request):
    """All lists against all; ?a= and ?b= put two beside each other."""
    known = between.sources(request.user)
    found = between.combined(request.user, known)
    one, other = _chosen(request, known)
    context = {
        "tabs": identity_screens.tabs(request.user, "identity_lists"),
        "known": known.items(),
        "pickers": (("a", "Daftar pertama", one), ("b", "Daftar kedua", other)),
        "one": (one, known.get(one, "")),
        "other": (other, known.get(other, "")),
        "compared": bool(one and other and one != other),
        "parts": _parts(found, known, one, other) if one and other else [],
        "same_twice": bool(one) and one == other,
        "matrix": between.matrix(found, known),
        "more": max(len(known) - between.MOST_IN_MATRIX, 0),
        "unnamed": found[frozenset()],
    }
    return page(request, "registry/identity/lists.html", context)


@requires(Permission.LIST_VIEW)
def identity_listed(request):
    """The businesses behind a number: ?a=, ?b= and ?bagian= as the page of the lists gives them."""
    known, query = between.sources(request.user), request.GET
    one, other = _chosen(request, known)
    words, where = _part(known, one, other, query.get("bagian", ""))
    asked = {"after": query.get("sesudah", ""), "before": query.get("sebelum", "")}
    context = {
        "one": (one, known.get(one, "")),
        "other": (other, known.get(other, "")),
        "words": words,
        "part": between.businesses(request.user, where, asked),
    }
    return page(request, "registry/identity/listed.html", context)


def _part(known: dict, one: str, other: str, part: str) -> tuple:
    """What a part is called and what belongs to it. Raises Http404 for one that is none."""
    if part == between.NOWHERE:
        return "tidak disebut daftar yang dapat Anda lihat", between.of_none(known)
    if part == between.ALONE and one:
        return f"hanya disebut {known[one]}", between.of_one(one, known)
    if not one or not other or part not in between.PARTS:
        raise Http404
    return between.PARTS[part], between.of_two(one, other, part)


def _chosen(request, known: dict) -> tuple[str, str]:
    one, other = (request.GET.get(name, "") for name in "ab")
    return one if one in known else "", other if other in known else ""


def _parts(found, known: dict, one: str, other: str) -> list[dict]:
    counts = between.compare(found, one, other).counts
    words = {
        between.BOTH: "Disebut kedua daftar",
        between.ONLY_A: f"Hanya di {known[one]}",
        between.ONLY_B: f"Hanya di {known[other]}",
        between.NEITHER: "Tidak di kedua daftar",
    }
    return [{"part": key, "label": words[key], "count": count} for key, count in counts.items()]
