"""Activities in the browser: the overview, the list, one activity, planning it, its steps."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.kit.dates import today
from binaan.kit.pages import page
from binaan.programmes.actions import activities as acting
from binaan.programmes.forms import activities as forms
from binaan.programmes.forms import eligibility
from binaan.programmes.queries import activities as queries
from binaan.programmes.queries import activity_pages as pages
from binaan.programmes.rules.activities import STEPS

VIEW, EDIT = queries.VIEW, queries.EDIT

DONE = {
    "buka": "Pendaftaran dibuka.",
    "seleksi": "Pendaftaran ditutup. Sekarang pilih pesertanya.",
    "mulai": "Kegiatan dimulai. Kehadiran dapat dicatat.",
    "tutup": "Kegiatan selesai. Bagi tindak lanjutnya kepada petugas.",
    "batal": "Kegiatan dibatalkan.",
}


@requires(VIEW)
def programme_landing(request):
    """What is on: activities by state, what comes, what waits, and the way to every desk."""
    return page(request, "programmes/landing.html", pages.landing(request.user, today()))


@requires(VIEW)
def activity_list(request):
    """Activities by kind, state, year and kecamatan."""
    asked = queries.asked(request.user, request.GET)
    context = pages.listing(request.user, asked, request.GET)
    return page(request, "programmes/activity_list.html", context)


@requires(VIEW)
def activity_detail(request, pk):
    """One activity: what it is, its sessions, money, participants; the next step."""
    activity = get_object_or_404(queries.activities(request.user), pk=pk)
    context = pages.detail(request.user, activity, request.GET.get("bagian", ""))
    return page(request, "programmes/activity_detail.html", context)


@requires(EDIT)
def activity_add(request):
    """A new activity, in draft."""
    start = {"year": today().year, "place": _usual_place(request)}
    form = forms.ActivityForm(request.POST or None, user=request.user, initial=start)
    if form.is_valid():
        said = form.said()
        made = attempt(
            form, acting.add, office=form.cleaned_data["office"], place=said["place"], said=said,
            by=request.user,
        )  # fmt: skip
        if made is not None:
            messages.success(request, "Kegiatan tersimpan sebagai draf. Tambahkan sesinya.")
            return redirect(f"{_url(made)}?bagian=jadwal")
    return page(request, "programmes/activity_form.html", {"form": form}, status=_status(form))


def _url(activity) -> str:
    """The address of an activity."""
    return redirect("activity_detail", pk=activity.pk).url


def _usual_place(request):
    office = queries.my_offices(request.user).first()
    return office.place if office else None


def _status(form) -> int:
    return 422 if form.is_bound else 200


@requires(EDIT)
def activity_change(request, pk):
    """Changes what is planned; a list that was set keeps what it was computed with."""
    activity = get_object_or_404(queries.activities(request.user, EDIT), pk=pk)
    shown = forms.initial(activity) | eligibility.initial(request.user, activity)
    form = forms.ActivityForm(request.POST or None, user=request.user, initial=shown)
    if form.is_valid() and attempt(
        form, acting.change, activity=activity, said=form.said(), by=request.user
    ):
        messages.success(request, "Perubahan tersimpan.")
        return redirect("activity_detail", pk=pk)
    context = {"form": form, "activity": activity}
    return page(request, "programmes/activity_form.html", context, status=_status(form))


@requires(EDIT)
def activity_step(request, pk, step):
    """What a step does and what stands in its way; POST takes it."""
    activity = get_object_or_404(queries.activities(request.user, EDIT), pk=pk)
    if step not in STEPS:
        raise Http404
    form = forms.StepForm(request.POST or None, key=step)
    if form.is_valid() and attempt(
        form, acting.step, activity=activity, key=step, by=request.user, **form.cleaned_data
    ):
        messages.success(request, DONE[step])
        return redirect("activity_detail", pk=pk)
    context = pages.stepping(request.user, activity, STEPS[step], today()) | {"form": form}
    return page(request, "programmes/activity_step.html", context, status=_status(form))


@requires(VIEW)
def activity_calendar(request):
    """The sessions of a month, of every kecamatan or of one."""
    context = pages.calendar(request.user, request.GET, today())
    return page(request, "programmes/activity_calendar.html", context)
