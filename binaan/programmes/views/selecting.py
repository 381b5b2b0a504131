"""Selection in the browser: what waits, rules tried, a list, one candidate, setting, the receipt."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.drawing import usual_seed
from binaan.kit.pages import page
from binaan.programmes.actions import overriding, selecting
from binaan.programmes.actions.printing import note_receipt
from binaan.programmes.forms import selecting as forms
from binaan.programmes.queries import selection_pages, selections, simulating
from binaan.programmes.queries.receipt import receipt
from binaan.programmes.rules.ranking import RULES
from binaan.programmes.sheets import receipt as papers

VIEW, PROPOSE, SET = Permission.PROGRAMME_VIEW, selections.PROPOSE, selections.SET
KINDS = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8"}


@requires(VIEW)
def selection_list(request):
    """Activities whose participants are still to be chosen, and lists that were set."""
    context = {
        "waiting": selection_pages.waiting(request.user),
        "settled": selection_pages.settled(request.user, request.GET),
        "may_propose": request.user.may(PROPOSE),
    }
    return page(request, "programmes/selection_list.html", context)


@requires(PROPOSE)
def selection_simulate(request, pk):
    """Every rule tried on the same people; POST keeps one of them as the proposal."""
    activity = get_object_or_404(selections.activities(request.user, PROPOSE), pk=pk)
    if request.method == "POST":
        return _keep(request, activity)
    usual = {"at": today(), "seed": usual_seed(activity.short_number, today())}
    form = forms.TryForm(usual | request.GET.dict() if request.GET else usual)
    context = {"activity": activity, "form": form} | selection_pages.rights(request.user, activity)
    if form.is_valid():
        context |= _tried(request, activity, form)
    return page(request, "programmes/selection_simulate.html", context)


def _tried(request, activity, form) -> dict:
    """Every rule's outcome; a refusal becomes an error of the form."""
    given, tries, pool = form.cleaned_data, [], None
    for rule in RULES:
        if pool is None:
            found = attempt(
                form, selecting.trial, activity=activity, rule=rule, by=request.user, **given
            )
            if found is None:
                return {}
            pool, tried = found
        else:
            tried = simulating.tried(request.user, pool, rule=rule, seed=given["seed"])
        tries.append(tried)
    keep = forms.KeepForm(initial=given | {"rule": activity.rule}, auto_id="simpan_%s")
    return selection_pages.simulation(request.user, pool, tries) | {"keep": keep}


def _keep(request, activity):
    form = forms.KeepForm(request.POST)
    if form.is_valid():
        made = attempt(
            form, selecting.make, activity=activity, by=request.user, **form.cleaned_data
        )
        if made is not None:
            messages.success(request, "Usulan tersimpan. Periksa daftarnya, lalu tetapkan.")
            return redirect("selection_detail", pk=made.pk)
    for errors in form.errors.values():
        messages.error(request, " ".join(errors))
    return redirect("selection_simulate", pk=activity.pk)


@requires(VIEW)
def selection_detail(request, pk):
    """One selection: who is chosen, who waits, who was refused, with the reason of each."""
    found = get_object_or_404(selections.selections(request.user), pk=pk)
    context = selection_pages.detail(request.user, found, request.GET)
    return page(request, "programmes/selection_detail.html", context)


@requires(VIEW)
def selection_candidate(request, pk, candidate):
    """Why one candidate stands where it stands; POST takes it in or out with a reason."""
    selection = get_object_or_404(selections.selections(request.user), pk=pk)
    one = selection_pages.candidate(request.user, selection, candidate)
    if one is None:
        raise Http404
    context = selection_pages.around(request.user, one)
    if request.method == "POST" and not request.user.may(PROPOSE):
        raise PermissionDenied("Tugas Anda tidak mencakup pengecualian.")
    form = forms.OverrideForm(request.POST or None)
    if form.is_valid() and attempt(
        form, overriding.override, selection=selection, candidate=one, by=request.user,
        **form.cleaned_data,
    ):  # fmt: skip
        messages.success(request, "Pengecualian tercatat dan akan dicetak pada tanda terima.")
        return redirect("selection_detail", pk=pk)
    return page(request, "programmes/selection_candidate.html", context | {"form": form})


@requires(VIEW)
def selection_interest(request, pk):
    """What ties me to those who may be chosen, or that nothing does."""
    activity = get_object_or_404(selections.activities(request.user), pk=pk)
    if not (request.user.may(PROPOSE) or request.user.may(SET)):
        raise PermissionDenied("Tugas Anda tidak mencakup seleksi.")
    form = forms.InterestForm(
        request.POST or None, user=request.user, initial={"business": request.GET.get("usaha", "")}
    )
    if form.is_valid() and attempt(
        form, selecting.declare, activity=activity, by=request.user, **form.given()
    ):
        messages.success(request, "Pernyataan Anda tercatat.")
        return _onward(request, activity)
    context = {"activity": activity, "form": form,
               "declared": selection_pages.declared(request.user, activity)}  # fmt: skip
    return page(request, "programmes/selection_interest.html", context)


def _onward(request, activity):
    """To the list that stands, else back to trying the rules."""
    found = selections.standing(request.user, activity)
    if found is not None:
        return redirect("selection_detail", pk=found.pk)
    return redirect("selection_list")


@requires(SET)
def selection_set(request, pk):
    """Freezes a list for good."""
    selection = get_object_or_404(selections.selections(request.user, SET), pk=pk)
    form = forms.SetForm(
        request.POST or None, initial={"seen": selection.sha256},
        decrees=selection_pages.decrees(request.user, selection.activity),
    )  # fmt: skip
    if form.is_valid() and attempt(
        form, selecting.set_list, selection=selection, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "Daftar peserta ditetapkan dan disegel.")
        return redirect("selection_detail", pk=pk)
    context = selection_pages.detail(request.user, selection, {}) | {"form": form}
    return page(request, "programmes/selection_set.html", context)


@requires(VIEW)
def selection_receipt(request, pk):
    """The fairness receipt in short, and the way to its files."""
    selection = get_object_or_404(selections.selections(request.user), pk=pk)
    if not selections.is_whole(request.user, selection):
        raise PermissionDenied("Tanda terima memuat seluruh calon; mintalah kepada kantor.")
    made = receipt(request.user, selection)
    context = {"made": made, "selection": selection, "activity": selection.activity,
               "first": made.lines[:selection_pages.SHOWN],
               "may_take": request.user.may(Permission.EXPORT)}  # fmt: skip
    return page(request, "programmes/selection_receipt.html", context)


@never_cache
@requires(Permission.EXPORT)
def selection_receipt_file(request, pk, kind):
    """The receipt as a PDF or CSV; noted in the trail."""
    selection = get_object_or_404(selections.selections(request.user, Permission.EXPORT), pk=pk)
    if kind not in KINDS:
        raise Http404
    made = receipt(request.user, selection)
    if kind == "pdf":
        content = papers.pdf(request.user, made, on=today())
    else:
        content = papers.table(made).encode("utf-8-sig")
    note_receipt(selection, kind=kind, by=request.user)
    answer = HttpResponse(content, content_type=KINDS[kind])
    name = f"tanda-terima-{selection.activity.short_number}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
