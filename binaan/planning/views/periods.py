"""Closing a quarter, and opening it again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.planning.actions import closing
from binaan.planning.forms.achievements import WhyForm
from binaan.planning.queries import holds, periods
from binaan.planning.views.achievements import around, asked


@requires(Permission.PERIOD_CLOSE)
def period_close(request, document, year, quarter):
    """Says what will be frozen and what stays open; closes when confirmed."""
    document, when = asked(request, document, year, quarter)
    if not periods.documents(request.user, Permission.PERIOD_CLOSE).filter(pk=document.pk).exists():
        raise Http404
    if request.method == "POST":
        try:
            done = closing.close(document, year=when[0], quarter=when[1], by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            _tell(request, done)
        return redirect("period_detail", document.pk, *when)
    lines = periods.lines(request.user, document, *when)
    left = [(line, closing.NOT_APPROVED[line.state]) for line in lines
            if line.state not in ("approved", "closed")]  # fmt: skip
    context = around(document, when) | {
        "ready": [line for line in lines if line.state == "approved"], "left": left,
        "closed": [line for line in lines if line.state == "closed"],
    }  # fmt: skip
    return page(request, "planning/period_close.html", context)


def _tell(request, done: closing.Closing) -> None:
    if done.closed:
        messages.success(request, f"{len(done.closed)} indikator ditutup dan dibekukan.")
    else:
        messages.warning(request, "Tidak ada yang ditutup: belum ada capaian yang disetujui.")
    for one in done.closed:
        if one.approved is not None:
            told = f"{one.indicator}: saat ditutup rekaman memberi nilai lain dari yang disetujui."
            messages.warning(request, told)
    if done.left:
        messages.info(request, f"{len(done.left)} indikator tetap terbuka.")


@requires(Permission.PERIOD_REOPEN)
def period_reopen(request, document, year, quarter):
    """Opens closed figures again, with the reason; ?indikator= only one."""
    document, when = asked(request, document, year, quarter)
    form = WhyForm(request.POST or None)
    keys = [line.indicator.key for line in periods.lines(request.user, document, *when)
            if str(line.indicator.key) == request.GET.get("indikator")]  # fmt: skip
    if form.is_valid():
        try:
            opened = closing.reopen(document, year=when[0], quarter=when[1], keys=keys,
                                    why=form.cleaned_data["why"], by=request.user)  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"{len(opened)} indikator dibuka kembali.")
            return redirect("period_detail", document.pk, *when)
    return page(request, "planning/period_reopen.html", around(document, when) | {"form": form})


@requires(Permission.PLAN_VIEW)
def period_recount(request, document, year, quarter):
    """Every closed figure counted again in the register; changes nothing."""
    document, when = asked(request, document, year, quarter)
    changes = holds.changes(request.user, document, *when)
    return page(
        request, "planning/period_recount.html", around(document, when) | {"changes": changes}
    )
