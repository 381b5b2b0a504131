"""The audit trail, for auditors."""

from django.contrib import messages
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from binaan.access import actions, queries, verbs
from binaan.access.forms.audit import EventFilter
from binaan.access.guards import requires
from binaan.access.payloads import lines, masked
from binaan.access.permissions import Permission
from binaan.access.sheets import audit_lines
from binaan.access.views.paging import slice_by
from binaan.kit.pages import page
from binaan.places.queries import labels


@requires(Permission.AUDIT_VIEW)
def audit_list(request):
    asked = EventFilter(request.GET or None)
    found = queries.events(request.user, **_narrowed(asked))
    rows = slice_by(request, found, "id", descending=True)
    words = _words(request.user, rows.rows)
    context = {
        "rows": rows,
        "shown": [_shown(event, words) for event in rows.rows],
        "filter": asked,
        "may_export": request.user.may(Permission.EXPORT),
    }
    return page(request, "access/audit_list.html", context, fragment="rows")


@requires(Permission.AUDIT_VIEW)
def audit_detail(request, pk):
    event = get_object_or_404(queries.events(request.user).select_related("payload"), pk=pk)
    payload = getattr(event, "payload", None)
    context = {
        "event": event,
        "shown": _shown(event, _words(request.user, [event])),
        "payload": payload,
        "lines": lines(masked(payload.content)) if payload and payload.content else [],
    }
    return page(request, "access/audit_detail.html", context)


@require_POST
@requires(Permission.AUDIT_VIEW)
def audit_verify(request):
    checked = actions.verify_trail(by=request.user)
    if checked.ok:
        messages.success(request, f"Rantai utuh: {checked.events} peristiwa diperiksa.")
    else:
        messages.error(request, f"Rantai rusak mulai peristiwa nomor {checked.first_broken}.")
    return redirect("audit_list")


@requires(Permission.EXPORT)
def audit_export(request):
    asked = EventFilter(request.GET or None)
    found = queries.events(request.user, **_narrowed(asked))
    exported = actions.note_export(filters=request.GET.dict(), by=request.user)
    answer = StreamingHttpResponse(
        audit_lines(found, exported=exported), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="jejak-audit.csv"'
    return answer


def _narrowed(asked: EventFilter) -> dict:
    return asked.cleaned_data if asked.is_bound and asked.is_valid() else {}


def _words(user, events) -> tuple[dict, dict]:
    """The names of the people and of the places of these events."""
    codes = {event.place_code for event in events if event.place_code}
    return queries.names(user, [event.by for event in events]), labels(sorted(codes))


def _shown(event, words: tuple[dict, dict]) -> dict:
    names, places = words
    model, _, key = event.subject.partition(":")
    kind = verbs.KINDS.get(model)
    return {
        "event": event,
        "by": names.get(event.by, event.by) or "Tak dikenal",
        "label": verbs.label(event.verb),
        "place": places.get(event.place_code, event.place_code),
        "kind": kind.label if kind else model,
        "key": key,
        "url": _address(kind, key),
    }


def _address(kind, key: str) -> str:
    if kind is None or not kind.url_name or not key:
        return ""
    try:
        return reverse(kind.url_name, args=[key])
    except NoReverseMatch:
        return ""
