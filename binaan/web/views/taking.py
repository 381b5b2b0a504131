"""Taking the list along: asking for a sheet, watching it, fetching it; the list on paper."""

from functools import wraps
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.kit.refusing import telling
from binaan.web.addresses import address
from binaan.web.taking import choosing, mine, paper, shelf, starting
from binaan.web.taking.forms import SheetForm

EXPORT = Permission.EXPORT
NOTHING_TICKED = "Belum ada usaha yang dicentang. Centang dahulu, atau pilih semua yang cocok."
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def of_choice(act):
    """A view of what was ticked or asked for: back, or a page, when that cannot be told.

    `act`: what would not be done, in a word.
    """

    def dressed(view):
        @wraps(view)
        def asked(request):
            form = request.POST if request.method == "POST" else None
            choice = choosing.read(request.GET, form, request.user)
            if choice is None:
                messages.error(request, NOTHING_TICKED)
                return redirect(back(request))
            return _unread(request, choice, act) if choice.unread else view(request, choice)

        return asked

    return dressed


def _unread(request, choice, act):
    rest = choice.query
    context = {
        "unread": choice.unread, "act": act, "back": back(request),
        "understood": address("business_list") + (f"?{rest}" if rest else ""),
    }  # fmt: skip
    return page(request, "web/taking_unread.html", context, status=422)


def back(request) -> str:
    """The list as it stood."""
    query = request.GET.urlencode()
    return address("business_list") + (f"?{query}" if query else "")


def confirming(request, choice, permission) -> dict:
    """What a page says of a choice before it acts."""
    return {
        "choice": choice,
        "summary": choosing.summary(request.user, choice, permission),
        "ignored": choice.selection.ignored,
        "back": back(request),
        "query": request.GET.urlencode(),
    }


@requires(EXPORT)
@of_choice("diunduh")
def directory_download(request, choice):
    """GET: all that match the address. POST from the list: what is ticked; `lanjut`: write it."""
    sent = request.POST if "lanjut" in request.POST else None
    form = SheetForm(sent, user=request.user, columns=choice.selection.columns)
    if form.is_bound and form.is_valid():
        try:
            token = request.POST.get("lanjut", "")
            made = starting.start(choice, **form.asked(), token=token, by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("download_detail", pk=made.pk)
    context = confirming(request, choice, EXPORT) | {"form": form, "token": uuid4().hex}
    status = 422 if form.errors else 200
    return page(request, "web/download_new.html", context, status=status)


@requires(EXPORT)
def download_list(request):
    """My sheets; those whose day has passed lose their file now, if the worker has not been."""
    shelf.clear(request.user)
    found = mine.downloads(request.user)[:100]
    rows = [{"download": one, "standing": mine.standing(one)} for one in found]
    return page(request, "web/download_list.html", {"rows": rows})


@requires(EXPORT)
def download_detail(request, pk):
    """How one sheet stands; asks by itself while it is written."""
    found = _mine(request, pk)
    context = {"download": found, "standing": mine.standing(found)}
    return page(request, "web/download_detail.html", context, fragment="keadaan")


@requires(EXPORT)
def download_file(request, pk):
    """The file; 404 for another person's."""
    found = _mine(request, pk)
    try:
        path = starting.fetch(found, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("download_detail", pk=found.pk)
    name = f"usaha-{found.mark}.{found.format}"
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type=TYPES[found.format]
    )
    answer["Cache-Control"] = "no-store"
    return answer


@requires(EXPORT)
@require_POST
def download_cancel(request, pk):
    """Stops a sheet that is not ready."""
    found = _mine(request, pk)
    with telling(request, "Unduhan dibatalkan; tidak ada berkas yang tersisa."):
        starting.cancel(found, by=request.user)
    return redirect("download_detail", pk=found.pk)


@requires(EXPORT)
@of_choice("dicetak")
def directory_print(request, choice):
    """The selection, or what is ticked, ready for paper. Opening it is written down."""
    context = {"choice": choice, "back": back(request), "query": request.GET.urlencode()}
    if paper.too_many(request.user, choice):
        context |= {"most": paper.MOST}
        return page(request, "web/print_too_many.html", context)
    printed = paper.prepare(choice, by=request.user)
    upright = request.GET.get("kertas") == "tegak" or not printed.wide
    context |= {"printed": printed, "upright": upright, "ignored": choice.selection.ignored}
    return page(request, "web/print_list.html", context)


def _mine(request, pk):
    found = mine.download(request.user, pk)
    if found is None:
        raise Http404
    return found
