"""Kotak perbaikan: problems by identical words, their rows, the answer to them, and taking it back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.intake.actions import answering, repairing
from binaan.intake.forms.repairs import AnswerForm
from binaan.intake.queries import repair_box as pages
from binaan.intake.queries import repair_history, repair_pages
from binaan.intake.views.revealing import seen, sight_of
from binaan.kit.pages import page
from binaan.kit.refusing import telling

REPAIR = Permission.LIST_REPAIR


@requires(REPAIR)
def repair_box(request):
    """?daftar=&jenis=&wilayah=&petugas= narrow it; ?bagian=wilayah, petugas or riwayat."""
    sight = sight_of(request)
    context = pages.shown(request.user, request.GET, sight=sight)
    return seen(request, "intake/repair_box.html", context, sight=sight)


@requires(REPAIR)
def repair_rows(request, pk):
    """The rows of one group, to be answered together, some of them, or one."""
    problem = get_object_or_404(repair_pages.problems(request.user), pk=pk)
    sight = sight_of(request)
    group = repair_pages.group_of(request.user, problem, only=_single(request), sight=sight)
    if group is None:
        messages.info(request, "Masalah ini sudah dijawab.")
        return redirect(_box(request))
    form = AnswerForm(group=group, initial={"answer": request.GET.get("jawab")})
    return _rows(request, problem, form, sight=sight)


@requires(REPAIR)
@require_POST
def repair_do(request, pk):
    """Answers a group, the rows ticked, or one; a refusal is told beside the form."""
    problem = get_object_or_404(repair_pages.problems(request.user), pk=pk)
    sight = sight_of(request)
    group = repair_pages.group_of(request.user, problem, only=_single(request), sight=sight)
    if group is None:
        messages.info(request, "Masalah ini sudah dijawab, mungkin oleh petugas lain.")
        return redirect(_box(request))
    form = AnswerForm(request.POST, group=group)
    if form.is_valid():
        try:
            repair = _answered(request, problem, form)
        except ValidationError as error:
            form.refuse(error)
        else:
            return redirect(_after(request, repair, form))
    return _rows(request, problem, form, sight=sight, status=422)


@requires(REPAIR)
@require_POST
def repair_undo(request, pk):
    """Takes back what was decided."""
    repair = get_object_or_404(repair_history.repairs(request.user), pk=pk)
    with telling(request, "Dibatalkan. Masalahnya menunggu lagi seperti semula."):
        repairing.undo(repair, by=request.user)
    return redirect(_box(request))


@requires(REPAIR)
def repair_ask(request, pk):
    """What to ask the sender of a list: a text to copy, and a page to print."""
    batch = get_object_or_404(repair_pages.lists(request.user), pk=pk)
    context = pages.asking(request.user, batch) | {
        "fresh": pages.fresh(request.user, request.GET),
        "workbook": _workbook(request.user, batch),
        "box": reverse("repair_box") + f"?daftar={batch.pk}",
    }
    return page(request, "intake/repair_ask.html", context)


def _workbook(user, batch) -> str:
    """The address of the marked workbook, for those who may fetch it; "" while there is none."""
    try:
        return reverse("batch_workbook", args=[batch.pk])
    except NoReverseMatch:
        return ""


def _answered(request, problem, form):
    """Answers all of the group, the rows ticked, or the one asked for."""
    found = repair_pages.alike(request.user, problem)
    if only := _single(request) or form.ticked():
        found = found.filter(pk__in=only if isinstance(only, list) else [only])
    given = form.cleaned_data
    return answering.answer(
        found, kind=given["answer"], value=given.get("value", ""), reason=given["reason"],
        remember=given.get("remember", False), by=request.user,
    )  # fmt: skip


def _single(request) -> int:
    """?baris=: one row of the group; 0 means all."""
    text = request.GET.get("baris", "")
    if text and not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Http404
    return int(text or 0)


def _rows(request, problem, form, *, sight, status=200):
    """The rows of a group with the form for their answer."""
    context = pages.rows(
        request.user, problem, request.GET, group=form.group, only=_single(request), sight=sight
    )
    context |= {"group": form.group, "form": form, "box": _box(request)}
    return seen(request, "intake/repair_rows.html", context, sight=sight, status=status)


def _after(request, repair, form) -> str:
    if form.asks:
        return reverse("repair_ask", args=[repair.batch_id]) + f"?baru={repair.pk}"
    return _box(request, baru=str(repair.pk))


def _box(request, **more) -> str:
    """The box as it was narrowed before."""
    query = request.GET.copy()
    for name in ("baris", "jawab", "sesudah", "sebelum", "baru"):
        query.pop(name, None)
    query.update(more)
    address = reverse("repair_box")
    return f"{address}?{query.urlencode()}" if query else address
