"""Locations in the browser: the list, one location with its steps and pitches, moves."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.pages import page
from binaan.kit.refusing import telling
from binaan.kit.step_forms import offered
from binaan.kit.stepping import Said
from binaan.vendors.actions import locations as acting
from binaan.vendors.actions import relocating
from binaan.vendors.forms import locations as forms
from binaan.vendors.forms.steps import StepForm
from binaan.vendors.queries import locations, vendors
from binaan.vendors.views.answering import attempt, send_paper, take

VIEW, EDIT, SET = Permission.VENDOR_VIEW, Permission.VENDOR_EDIT, Permission.LOCATION_SET


@requires(VIEW)
def location_list(request):
    """Locations by state, how full each is."""
    part = request.GET.get("bagian", "")
    part = part if part in locations.PARTS else "ditetapkan"
    context = {
        "part": part, "parts": locations.parts(request.user),
        "rows": locations.listed(request.user, part), "may_edit": request.user.may(EDIT),
    }  # fmt: skip
    return page(request, "vendors/location_list.html", context)


@requires(VIEW)
def location_detail(request, pk):
    """One location: its state, its pitches and who stands there; POST takes one step."""
    row = get_object_or_404(locations.locations(request.user), pk=pk)
    shown = locations.screen(request.user, row)
    sent = request.POST.get("langkah", "")
    steps, form = offered(request, shown["steps"], StepForm)
    if sent and form is None:
        messages.error(request, "Langkah itu tidak tersedia lagi; keadaannya sudah berubah.")
        return redirect("location_detail", pk=pk)
    if (
        form is not None
        and form.is_valid()
        and take(request, form, acting.step_location, row, sent)
    ):
        messages.success(request, "Langkah tercatat.")
        return redirect("location_detail", pk=pk)
    context = shown | {"steps": steps, "pitch_form": forms.PitchForm()}
    return page(request, "vendors/location_detail.html", context, status=422 if form else 200)


@requires(EDIT)
@never_cache
def location_add(request):
    """A location is proposed."""
    form = forms.ProposeForm(
        request.POST or None, user=request.user, offices=vendors.my_offices(request.user)
    )
    if form.is_valid():
        given = form.cleaned_data
        row = attempt(
            form, acting.propose_location, form.described(), place=given["place"],
            office=given["office"], said=Said(given["on"]), by=request.user,
        )  # fmt: skip
        if row is not None:
            messages.success(request, f"Lokasi {row.code} diusulkan.")
            return redirect("location_detail", pk=row.pk)
    context = {"form": form, "heading": "Usulkan lokasi", "act": "Usulkan lokasi"}
    return page(
        request, "vendors/location_form.html", context, status=422 if form.is_bound else 200
    )


@requires(VIEW)
@never_cache
def location_edit(request, pk):
    """A location described again; once determined only by who may determine."""
    row = get_object_or_404(locations.locations(request.user), pk=pk)
    if not locations.screen(request.user, row)["may_edit"]:
        messages.error(request, "Lokasi yang sudah ditetapkan hanya diubah oleh yang menetapkan.")
        return redirect("location_detail", pk=pk)
    form = forms.LocationForm(request.POST or None, user=request.user, initial=_initial(row))
    if form.is_valid():
        place = form.cleaned_data["place"]
        said = form.described()
        if attempt(
            form, acting.describe_location, row, described=said, place=place, by=request.user
        ):
            messages.success(request, "Perubahan tersimpan.")
            return redirect("location_detail", pk=pk)
    context = {"form": form, "row": row, "heading": "Ubah lokasi", "act": "Simpan"}
    return page(
        request, "vendors/location_form.html", context, status=422 if form.is_bound else 200
    )


def _initial(row) -> dict:
    names = ("code", "name", "kind", "zone", "address", "land_owner", "legal_basis", "capacity",
             "begins", "ends", "radius", "note")  # fmt: skip
    corners = row.outline["coordinates"][0][:-1] if row.outline else []
    return {name: getattr(row, name) for name in names} | {
        "days": row.days.split(),
        "point": f"{row.lat}, {row.lon}",
        "place": row.place,
        "outline": "\n".join(f"{lat}, {lon}" for lon, lat in corners),
    }


@requires(EDIT)
@require_POST
def location_pitches(request, pk):
    """Pitches are added to a location."""
    row = get_object_or_404(locations.locations(request.user, EDIT), pk=pk)
    form = forms.PitchForm(request.POST)
    if form.is_valid():
        made = attempt(
            form,
            acting.add_pitches,
            row,
            pitches=acting.Pitches(**form.cleaned_data),
            by=request.user,
        )
        if made is not None:
            messages.success(request, f"{len(made)} lapak ditambahkan.")
            return redirect("location_detail", pk=pk)
    context = {"form": form, "row": row, "heading": "Tambah lapak", "act": "Tambah lapak"}
    return page(request, "vendors/location_form.html", context, status=422)


@requires(EDIT)
@require_POST
def location_pitch_close(request, pk, pitch):
    """A pitch is no more."""
    row = get_object_or_404(locations.locations(request.user, EDIT), pk=pk)
    found = get_object_or_404(locations.pitch_of(request.user, row), pk=pitch)
    with telling(request):
        acting.close_pitch(found, on=today(), by=request.user)
        messages.success(request, f"Lapak {found.number} ditiadakan.")
    return redirect("location_detail", pk=pk)


@requires(VIEW)
@never_cache
def location_paper(request, pk, step):
    """The paper of one step; its reading is noted."""
    row = get_object_or_404(locations.locations(request.user), pk=pk)
    found = get_object_or_404(row.steps, pk=step, file__isnull=False)
    return send_paper(request, row, found.file_id, name=f"{row.code}-{found.event}")


@requires(VIEW)
def relocation_list(request):
    """Moves, the latest first."""
    rows = locations.relocations(request.user)
    return page(request, "vendors/relocation_list.html", {"rows": rows})


@requires(SET)
@never_cache
def relocation_add(request, pk):
    """A move of everybody at a location is planned."""
    left = get_object_or_404(locations.locations(request.user, SET), pk=pk)
    there = locations.destinations(request.user, left)
    form = forms.RelocationForm(request.POST or None, locations=there)
    if form.is_valid():
        given = form.cleaned_data
        plan = relocating.Plan(left, given["to"], given["on"], given["why"])
        if row := attempt(form, relocating.plan_relocation, plan, by=request.user):
            messages.success(request, "Pemindahan direncanakan.")
            return redirect("relocation_detail", pk=row.pk)
    context = {"form": form, "row": left, "heading": f"Pindahkan PKL dari {left.name}",
               "act": "Rencanakan"}  # fmt: skip
    return page(
        request, "vendors/location_form.html", context, status=422 if form.is_bound else 200
    )


ACTS = {
    "beritahu": (relocating.tell, "Pemberitahuan tercatat; TDU menunggu pindah."),
    "laksanakan": (relocating.carry_out, "PKL sudah dipindahkan."),
    "tdu": (relocating.issue_anew, "TDU baru terbit."),
}


@requires(VIEW)
@never_cache
def relocation_detail(request, pk):
    """One move: who is concerned; POST tells, carries out, issues the new TDUs or cancels."""
    row = get_object_or_404(locations.relocations(request.user), pk=pk)
    act = request.POST.get("act", "")
    form = forms.DayForm(request.POST if act in ACTS else None)
    if act in ACTS and form.is_valid():
        action, said = ACTS[act]
        done = attempt(form, action, row, on=form.cleaned_data["on"], by=request.user)
        if done is not None:
            messages.success(request, said)
            return redirect("relocation_detail", pk=pk)
    if act == "batal" and attempt(form, relocating.cancel, row, why=request.POST.get("why", ""),
                                  by=request.user):  # fmt: skip
        return redirect("relocation_detail", pk=pk)
    context = locations.moving(request.user, row, today()) | {"form": form}
    return page(request, "vendors/relocation_detail.html", context, status=422 if act else 200)
