"""Coverage and continuity, the map of blank spots, and what became of the served."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.measures import parse_period
from binaan.kit.pages import page
from binaan.programmes.queries import effect, figures
from binaan.programmes.views import figures_shown as shown
from binaan.registry.measures.declared import keeps_small_cells

ONLY_TOTALS = "Sebagian tugas Anda hanya melihat angka tanpa nama, maka halaman ini ditutup. Buka halaman Angka."


@requires(Permission.PROGRAMME_VIEW)
def programme_figures(request):
    """Two years beside each other, and the parts of the place one by one."""
    question = _question(request)
    divided = request.GET.get("menurut", shown.PLACE)
    found = shown.both(request.user, question)
    context = {
        **shown.heading(request.user, question),
        "cards": shown.cards(found, question),
        "sides": shown.sides(found),
        **shown.parts(request.user, question, divided, found.now),
    }
    return page(request, "programmes/figures.html", context)


@requires(Permission.PROGRAMME_VIEW)
def programme_effect(request):
    """Micro to small: who was served beside comparable firms that were not."""
    question = _question(request)
    found = effect.effects(request.user, question)
    context = {
        **shown.heading(request.user, question, "programme_effect"),
        "effects": [shown.effect(months, one) for months, one in found],
        "learning": effect.learning(request.user, question),
    }
    return page(request, "programmes/effect.html", context)


def _question(request) -> figures.Question:
    """What the address asks: ?tahun=2026&wilayah=32.16. A year or place out of reach is no page."""
    user = request.user
    mine = figures.scope(user)
    if mine is None or keeps_small_cells(user):
        raise PermissionDenied(ONLY_TOTALS)
    year = request.GET.get("tahun") or str(today().year)
    if year not in shown.years():
        raise Http404
    code = request.GET.get("wilayah", "")
    place = figures.place_within(user, code) if code else mine.place
    if place is None:
        raise Http404
    return figures.Question(parse_period(year), place, mine.office)
