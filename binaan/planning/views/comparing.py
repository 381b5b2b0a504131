"""Two versions side by side: page and workbook of the matriks semula – menjadi."""

import tempfile
from pathlib import Path

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.planning.actions.exporting import note_export
from binaan.planning.choices import Level
from binaan.planning.queries import comparing, documents
from binaan.planning.sheets import differing
from binaan.planning.wording import TAG_TONES, TAGS

PAGE = 100  # parts shown at once
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Permission.PLAN_VIEW)
def plan_compare(request, pk):
    """?semula=<version>; ?semua=1 shows what is unchanged too; ?ragam= one kind of change."""
    version, other, choices = _asked(request, pk)
    context = {"version": version, "choices": choices, "other": other}
    if other is not None:
        context |= _shown(request, _compared(request, version, other))
    return page(request, "planning/plan_compare.html", context)


@requires(Permission.PLAN_VIEW)
def plan_compare_sheet(request, pk):
    """The same as a workbook, whole or only what changed."""
    version, other, _choices = _asked(request, pk)
    if other is None:
        raise Http404
    found = _compared(request, version, other)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "semula-menjadi.xlsx")
        differing.write(out, found, only_changes=not request.GET.get("semua"), by=request.user)
        note_export(version.document, what="semula - menjadi", by=request.user)
        answer = HttpResponse(out.read_bytes(), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="semula-menjadi.xlsx"'
    return answer


def _asked(request, pk) -> tuple:
    """The version of the address, the one it is laid beside (None: there is none), all choices."""
    version = get_object_or_404(documents.versions(request.user), pk=pk)
    choices = comparing.partners(request.user, version)
    wanted = request.GET.get("semula", "")
    if wanted:
        other = next((one for one in choices if str(one.pk) == wanted), None)
        if other is None:
            raise Http404
        return version, other, choices
    before = [one for one in choices if one.pk == version.copied_from_id]
    return version, next(iter(before or choices), None), choices


def _compared(request, version, other) -> comparing.Comparison:
    """The older one is "semula", whichever the address names first."""
    old, new = sorted((version, other), key=lambda one: (one.created_at, one.number))
    return comparing.compare(request.user, old, new)


def _shown(request, found: comparing.Comparison) -> dict:
    every = bool(request.GET.get("semua"))
    tag = request.GET.get("ragam") if request.GET.get("ragam") in TAGS else ""
    rows = found.changes if every else found.changed
    rows = [one for one in rows if not tag or tag in one.tags]
    text = request.GET.get("mulai", "")
    first = int(text) if text.isdecimal() and text.isascii() and len(text) < 7 else 0
    return {
        "found": found, "every": every, "tag": tag,
        "rows": [_told(one, every) for one in rows[first : first + PAGE]],
        "first": first, "row_count": len(rows), "changed": len(found.changed),
        "before": max(0, first - PAGE) if first else None,
        "after": first + PAGE if len(rows) > first + PAGE else None,
        "tags": [(key, TAGS[key], found.counts[key]) for key in TAGS if key in found.counts],
        "past_before": comparing.past_before(found),
        "sums": _sums(found),
    }  # fmt: skip


def _told(change, every: bool) -> dict:
    """A part with the figures worth showing: those that differ, or all of them."""
    whole = every or not (change.old and change.new)
    marks = [one for one in change.marks if one.tags or whole]
    return {
        "change": change,
        "level": Level(change.shown.level).label,
        "tags": _words(change.tags),
        "money": [one for one in change.money if one.differs or (whole and _is_said(one))],
        "marks": [
            {
                "mark": one,
                "tags": _words(one.tags) if change.old and change.new else [],
                "targets": [
                    pair for pair in one.targets if pair.differs or (whole and _is_said(pair))
                ],
            }
            for one in marks
        ],
    }


def _words(tags) -> list[tuple[str, str]]:
    return [(TAGS[tag], TAG_TONES.get(tag, "info")) for tag in tags]


def _is_said(pair) -> bool:
    return any((pair.old_text, pair.new_text, pair.old is not None, pair.new is not None))


def _sums(found) -> list:
    return [pair for pair in found.totals if _is_said(pair)]
