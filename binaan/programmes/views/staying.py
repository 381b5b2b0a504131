"""Follow-ups and paths in the browser: mine, one of them, whose load is how heavy, the day's round."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit import uploading
from binaan.kit.dates import today
from binaan.kit.pages import page
from binaan.kit.refusing import telling
from binaan.programmes.actions import following
from binaan.programmes.actions import staying as paths
from binaan.programmes.forms import staying as forms
from binaan.programmes.queries import routes, staying, staying_pages
from binaan.programmes.views.several import act, tried, which

VIEW, FOLLOW = Permission.PROGRAMME_VIEW, Permission.FOLLOW_UP
NOT_MINE = "Tugas Anda tidak mencakup tindak lanjut dan pembinaan."
SAID = {
    "selesai": "Tindak lanjut tercatat.", "gagal": "Upaya tercatat.",
    "tunda": "Tindak lanjut dijadwal ulang.", "tahap": "Tahap diubah.", "tutup": "Jalur ditutup.",
}  # fmt: skip


def must_follow(user) -> None:
    """Raises PermissionDenied (403) for whoever only looks."""
    if not user.may(FOLLOW):
        raise PermissionDenied(NOT_MINE)


@requires(VIEW)
def follow_up_list(request):
    """Mine by urgency; or those nobody has, or everybody's. POST gives the marked ones to an officer."""
    wanted = staying_pages.asked(request.user, request.GET)
    may_act = request.user.may(FOLLOW)
    if request.method == "POST":
        must_follow(request.user)
        return _assigned(request)
    context = {
        "asked": wanted, "whose": staying_pages.WHOSE, "may_act": may_act, "follows": may_act,
        "parts": staying_pages.parts(request.user, wanted),
        "rows": staying_pages.listed(request.user, wanted, request.GET),
        "form": forms.AssignForm(officers=staying.officers(request.user)) if may_act else None,
    }  # fmt: skip
    return page(request, "programmes/follow_up_list.html", context)


def _assigned(request):
    """The marked rows to the officer chosen; back to the list."""
    form = forms.AssignForm(request.POST, officers=staying.officers(request.user))
    try:
        rows = list(
            staying.follow_ups(request.user, FOLLOW).filter(pk__in=request.POST.getlist("baris"))
        )
    except ValidationError:
        rows = []
    rows += staying_pages.along(request.user, rows)
    if not rows or not form.is_valid():
        messages.error(request, "Tandai tindak lanjutnya dan pilih petugasnya.")
    else:
        give(
            request, lambda officer: following.assign(rows, officer=officer, by=request.user), form
        )
    return redirect(request.get_full_path())


def give(request, do, form) -> None:
    """Give rows to the officer of a form and say what came of it."""
    officer = form.cleaned_data["officer"]
    with telling(request):
        count = do(officer)
        messages.success(request, f"{count} diberikan kepada {officer}.")


@requires(VIEW)
def follow_up_detail(request, pk):
    """What is due, what was tried, what came of it; POST records a contact, an attempt, another day."""
    row = get_object_or_404(staying.follow_ups(request.user), pk=pk)
    shown = staying_pages.screen(request.user, row)
    acts = _acts(request, row) if shown["may_act"] else []
    if request.method == "POST":
        must_follow(request.user)
        sent = which(acts)
        if tried(sent, lambda given: _follow(request, row, sent, given)):
            messages.success(request, SAID[sent.key])
            return redirect("follow_up_detail", pk=pk)
    status = 422 if request.method == "POST" else 200
    return page(request, "programmes/follow_up_detail.html", shown | {"acts": acts}, status=status)


def _acts(request, row) -> list:
    """The forms that fit its state."""
    if row.state not in ("menunggu", "terputus"):
        return []
    made = [act(request, "selesai", ("Kontak terlaksana", "Catat hasilnya"), forms.DoneForm)]
    if row.state == "menunggu":
        made += [
            act(request, "gagal", ("Tidak tersambung atau tidak bertemu", "Catat upaya gagal"),
                forms.FailedForm),
            act(request, "tunda", ("Jadwalkan ulang", "Jadwalkan ulang"), forms.PutOffForm),
        ]  # fmt: skip
    return made


def _follow(request, row, sent, given: dict) -> None:
    if sent.key == "selesai":
        said = following.Contact(
            given["on"], given["way"], given["outcome"], uploading.kept_paper(request, sent.form)
        )
        following.done(row, said=said, by=request.user)
    elif sent.key == "gagal":
        following.failed(row, on=given["on"], note=given["note"], by=request.user)
    else:
        following.reschedule(row, due=given["due"], reason=given["reason"], by=request.user)


@requires(VIEW)
def follow_up_caseload(request):
    """What each officer has in hand, and what nobody was given."""
    loads = staying.caseload(request.user, today())
    context = {
        "loads": loads,
        "follows": request.user.may(FOLLOW),
        "days": staying.LATELY,
        "most": max([one.paths for one in loads] or [1]),
    }
    return page(request, "programmes/follow_up_caseload.html", context)


@requires(FOLLOW)
def follow_up_route(request):
    """The day's round of one officer in the order of the map."""
    starts, officers = routes.starts(request.user), staying.officers(request.user)
    form = forms.RouteForm(request.GET or None, officers=officers, starts=starts)
    given = form.cleaned_data if form.is_valid() else {}
    officer = given.get("petugas") or request.user
    day, begin = given.get("tanggal") or today(), given.get("mulai") or starts.first()
    most = given.get("banyak") or routes.MOST
    if not form.is_bound:
        usual = {"petugas": officer.pk, "tanggal": day, "mulai": begin and begin.pk, "banyak": most}
        form = forms.RouteForm(initial=usual, officers=officers, starts=starts)
    found = routes.route(request.user, officer=officer, on=day, start=begin, most=most)
    context = {"form": form, "route": found, "officer": officer, "day": day, "follows": True}
    return page(request, "programmes/follow_up_route.html", context)


@requires(VIEW)
def pathway_detail(request, pk):
    """The path drawn, what is due on it; POST moves it to another stage or closes it."""
    row = get_object_or_404(staying.pathways(request.user), pk=pk)
    shown = staying_pages.path_screen(request.user, row)
    acts = []
    if shown["may_act"]:
        acts = [act(request, "tahap", ("Ubah tahap", "Ubah tahap"), forms.MoveForm),
                act(request, "tutup", ("Tutup jalur", "Tutup jalur"), forms.EndPathForm)]  # fmt: skip
    if request.method == "POST":
        must_follow(request.user)
        sent = which(acts)
        if tried(sent, lambda given: _walk(request.user, row, sent.key, given)):
            messages.success(request, SAID[sent.key])
            return redirect("pathway_detail", pk=pk)
    status = 422 if request.method == "POST" else 200
    return page(request, "programmes/pathway_detail.html", shown | {"acts": acts}, status=status)


def _walk(user, row, key: str, given: dict) -> None:
    if key == "tahap":
        paths.move(row, stage=given["stage"], reason=given["reason"], on=given["on"], by=user)
    else:
        paths.close(row, independent=given["how"] == "mandiri", reason=given["reason"],
                    on=given["on"], by=user)  # fmt: skip
