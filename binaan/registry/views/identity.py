"""Deciding whether businesses are one: a pair or a group at a time, and taking an answer back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.registry.actions import deciding
from binaan.registry.forms.identity import AnswerForm, GroupForm
from binaan.registry.queries import identity, identity_merges, identity_screens

DECIDE = Permission.IDENTITY_DECIDE
CHANGED = "Datanya berubah sejak halaman ini dibuka. Lihat sekali lagi, lalu jawab."


@requires(DECIDE)
@never_cache
def identity_next(request):
    """The most certain pair nobody else looks at; ?sesudah= and ?sebelum= go on from a pair."""
    start, backwards = identity_screens.beside_of(request.user, request.GET)
    held = deciding.hold_next(start, by=request.user, backwards=backwards)
    if held:
        return _shown(request, held, start=start)
    context = _around(request, start) | {"waiting": identity.open_count(request.user)}
    return page(request, "registry/identity/nothing.html", context)


@requires(Permission.BUSINESS_VIEW)
@never_cache
def identity_pair(request, pk):
    """One pair: to be answered when it is open and free, else as it was decided."""
    pair = get_object_or_404(looked_at(request), pk=pk)
    merge = identity_merges.standing_of(request.user, pair)
    if merge is not None:
        return redirect("identity_merge", pk=merge.pk)
    held = []
    if request.user.may(DECIDE) and pair.state == "open":
        mine = identity.pairs(request.user, DECIDE).filter(pk=pair.pk).exists()
        held = deciding.hold(pair, by=request.user) if mine else []
    return _shown(request, held or [pair], may_answer=bool(held) or pair.state == "unsure")


@requires(DECIDE)
@require_POST
def identity_answer(request, pk):
    """One answer about a pair; then the next one."""
    pair = get_object_or_404(identity.pairs(request.user, DECIDE), pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _shown(request, [pair], form=form, status=422)
    if form.cleaned_data["facts"] != pair.facts and pair.state == "open":
        return _shown(request, [pair], form=form, stale=CHANGED, status=409)
    try:
        deciding.answer(pair, by=request.user, **form.given())
    except deciding.Overtaken as error:
        return _late(request, error, form)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _shown(request, [pair], form=form, status=422)
    return _onward(pair)


@requires(DECIDE)
@require_POST
def identity_group_answer(request, pk):
    """An answer for each record of a group."""
    pair = get_object_or_404(identity.pairs(request.user, DECIDE), pk=pk)
    found = list(identity.pairs(request.user, DECIDE).filter(pk__in=_keys(request)))
    if pair not in found:
        return _late(request, deciding.Overtaken("Kelompok ini berubah.", pair), None)
    shown = identity_screens.decision(request.user, found)
    form = GroupForm(request.POST, sides=shown["others"])
    if not form.is_valid():
        return _shown(request, found, form=form, status=422)
    try:
        note = form.cleaned_data["note"]
        deciding.answer_group(found, form.answers(), by=request.user, note=note)
    except deciding.Overtaken as error:
        return _late(request, error, form)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _shown(request, found, form=form, status=422)
    return _onward(pair)


@requires(DECIDE)
@require_POST
def identity_undo(request, pk):
    """Takes an answer back; what came in since is asked about on the page of the merge."""
    pair = get_object_or_404(identity.pairs(request.user, DECIDE), pk=pk)
    try:
        deciding.take_back(pair, by=request.user)
    except deciding.Settle as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("identity_unmerge", pk=error.merge.pk)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Putusan diurungkan. Pasangan ini menunggu lagi.")
    return redirect("identity_pair", pk=pair.pk)


@requires(DECIDE)
@require_POST
def identity_release(request, pk):
    """The page was left: somebody else may have the pair."""
    pair = get_object_or_404(identity.pairs(request.user, DECIDE), pk=pk)
    deciding.release(pair, by=request.user)
    return HttpResponse(status=204)


@requires(Permission.BUSINESS_VIEW)
def identity_list(request):
    """?bagian=menunggu, pasti or ragu; ?wilayah= narrows what waits."""
    looked_at(request)
    query = request.GET
    part = query.get("bagian") if query.get("bagian") in identity.PARTS else "menunggu"
    asked = {"after": query.get("sesudah", ""), "before": query.get("sebelum", "")}
    place = query.get("wilayah", "")
    context = {
        "tabs": identity_screens.tabs(request.user, "identity_list"),
        "section": part,
        "part": identity.listed(request.user, part, asked, place),
        "place": identity.place_named(request.user, place),
        "may_decide": request.user.may(DECIDE),
    }
    return page(request, "registry/identity/list.html", context)


def looked_at(request):
    """The pairs this person may look at. Raises PermissionDenied for who may look at none."""
    if not (request.user.may(DECIDE) or request.user.may(Permission.IDENTITY_REVIEW)):
        raise PermissionDenied("Tugas Anda tidak mencakup halaman ini.")
    return identity.pairs(request.user)


def _keys(request) -> list[str]:
    keys = request.POST.getlist("pasangan")[: identity.PAGE * 2]
    return [key for key in keys if identity_screens.is_key(request.user, key)]


def _around(request, start=None) -> dict:
    return {
        "tabs": identity_screens.tabs(request.user, "identity_next"),
        "fresh": identity_screens.fresh(request.user, request.GET.get("baru", ""), start),
    }


def _shown(request, held, *, form=None, stale="", status=200, may_answer=True, start=None):
    """A pair or group with its form."""
    context = _around(request, start) | identity_screens.decision(request.user, held)
    grouped = context["grouped"]
    if form is None:
        form = GroupForm(sides=context["others"]) if grouped else AnswerForm()
    context |= {
        "form": form,
        "stale": stale,
        "may_answer": may_answer,
        "held_by": identity.held_by(request.user, context["pair"]),
        "decided_by": identity.who(request.user, context["pair"].decided_by),
        "may_decide": request.user.may(DECIDE),
    }
    template = "group" if grouped else "pair"
    return page(request, f"registry/identity/{template}.html", context, status=status)


def _late(request, error, form):
    """Somebody was faster: what she answered, and what was not saved, stay to be read."""
    context = _around(request) | {
        "pair": error.pair,
        "why": " ".join(error.messages),
        "decided_by": identity.who(request.user, error.pair.decided_by),
        "given": identity_screens.given_words(request.user, form.data if form else {}),
    }
    return page(request, "registry/identity/late.html", context, status=409)


def _onward(pair):
    return redirect(f"{reverse('identity_next')}?sesudah={pair.pk}&baru={pair.pk}")
