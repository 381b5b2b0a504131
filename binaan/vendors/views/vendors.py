"""Vendors in the browser: the overview, the list, one vendor, a new one, where he stands."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit import keyset
from binaan.kit.dates import today
from binaan.kit.pages import page
from binaan.registry.actions.revealing import look_up
from binaan.vendors.actions import standing
from binaan.vendors.actions import vendors as acting
from binaan.vendors.forms import vendors as forms
from binaan.vendors.queries import vendor_pages, vendors
from binaan.vendors.sheets import taking
from binaan.vendors.views.answering import attempt

VIEW, EDIT = Permission.VENDOR_VIEW, Permission.VENDOR_EDIT
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(VIEW)
def vendor_overview(request):
    """How the street stands today."""
    return page(request, "vendors/overview.html", vendor_pages.overview(request.user, today()))


@requires(VIEW)
def vendor_list(request):
    """Vendors by position, narrowed by name, trade, location and kecamatan."""
    asked = vendors.asked(request.user, request.GET)
    shown = keyset.page(
        vendors.of_part(request.user, asked, today()), ("number",),
        after=request.GET.get("after", ""), before=request.GET.get("before", ""),
    )  # fmt: skip
    positions = vendors.positions_of(request.user, shown.rows, today())
    rows = [(one, vendors.PARTS.get(positions.get(one.pk, ""), ""),
             vendors.TONES.get(positions.get(one.pk, ""), "")) for one in shown.rows]  # fmt: skip
    context = {
        "asked": asked, "page": shown, "rows": rows, **vendors.choices(request.user),
        "parts": vendors.parts(request.user, asked, today()),
        "may_edit": request.user.may(EDIT), "may_take": request.user.may(Permission.EXPORT),
    }  # fmt: skip
    return page(request, "vendors/vendor_list.html", context)


@requires(Permission.EXPORT)
def vendor_export(request):
    """The list as narrowed, as XLSX."""
    asked = vendors.asked(request.user, request.GET)
    response = HttpResponse(taking.take(asked, on=today(), by=request.user), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="pkl-{today():%Y%m%d}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response


@requires(VIEW)
def vendor_detail(request, pk):
    """One vendor: how he stands, his TDU, what was found, what happened."""
    row = get_object_or_404(vendors.vendors(request.user), pk=pk)
    return page(
        request, "vendors/vendor_detail.html", vendor_pages.detail(request.user, row, today())
    )


@requires(EDIT)
@never_cache
def vendor_add(request):
    """A person and his trade; somebody known by NIK is shown masked and must be confirmed."""
    form = forms.VendorAddForm(
        request.POST or None, user=request.user, offices=vendors.my_offices(request.user)
    )
    if not form.is_bound:
        return page(request, "vendors/vendor_add.html", {"form": form})
    valid = form.is_valid()
    given = form.cleaned_data
    known = look_up(nik=given.get("nik", ""), nib=given.get("nib", ""), by=request.user)
    if valid and (known is None or given["same_owner"]) and (row := _added(request, form)):
        messages.success(request, f"PKL tercatat sebagai {row.short_number}. Catat tempatnya.")
        return redirect("vendor_stand", pk=row.pk)
    context = {"form": form, "known": known, "unconfirmed": known and not given.get("same_owner")}
    return page(request, "vendors/vendor_add.html", context, status=422)


def _added(request, form):
    given = form.cleaned_data
    return attempt(
        form, acting.register_vendor, business=form.business(), reason=given["reason"],
        token=given["token"], said=form.told(),
        listing=acting.Listing(given["office"], given["on"], given["place"]), by=request.user,
    )  # fmt: skip


@requires(EDIT)
@never_cache
def vendor_edit(request, pk):
    """What street trade knows of a vendor, described again."""
    row = get_object_or_404(vendors.vendors(request.user, EDIT), pk=pk)
    form = forms.VendorForm(request.POST or None, user=request.user, initial=_initial(row))
    if form.is_valid():
        said, place = form.told(row), form.cleaned_data["place"]
        if attempt(form, acting.change_vendor, row, said=said, place=place, by=request.user):
            messages.success(request, "Perubahan tersimpan.")
            return redirect("vendor_detail", pk=pk)
    context = {"form": form, "row": row, "heading": "Ubah data PKL", "act": "Simpan"}
    return page(request, "vendors/vendor_form.html", context, status=422 if form.is_bound else 200)


def _initial(row) -> dict:
    names = ("category", "trade", "stall", "goods", "length", "width", "begins", "ends", "origin",
             "trading_since", "association")  # fmt: skip
    said = {name: getattr(row, name) for name in names}
    wants = {True: forms.YES, False: forms.NO}.get(row.wants_events, forms.UNKNOWN)
    return said | {
        "days": row.days.split(), "wants_events": wants, "place": row.place,
        "agreed_public": row.agreed_public is not None,
    }  # fmt: skip


@requires(EDIT)
@never_cache
def vendor_stand(request, pk):
    """Where a vendor stands from a day on."""
    row = get_object_or_404(vendors.vendors(request.user, EDIT), pk=pk)
    form = forms.StandForm(request.POST or None, user=request.user, vendor=row)
    if form.is_valid():
        location, pitch = form.cleaned_data["spot"]
        lat, lon = form.cleaned_data["point"] or (None, None)
        spot = standing.Spot(location, pitch, *((None, None) if location else (lat, lon)))
        since = form.cleaned_data["since"]
        if attempt(form, standing.stand, row, spot=spot, since=since, by=request.user):
            messages.success(request, "Tempat berjualan tercatat.")
            return redirect("vendor_detail", pk=pk)
    context = {"form": form, "row": row, "heading": "Tempat berjualan", "act": "Simpan tempat"}
    return page(request, "vendors/vendor_form.html", context, status=422 if form.is_bound else 200)


@requires(EDIT)
@never_cache
def vendor_leave(request, pk):
    """A vendor trades no longer."""
    row = get_object_or_404(vendors.vendors(request.user, EDIT), pk=pk)
    form = forms.LeaveForm(request.POST or None)
    if form.is_valid() and attempt(form, acting.leave, row, **form.cleaned_data, by=request.user):
        messages.success(request, "Tercatat tidak berjualan lagi; tempatnya dilepas.")
        return redirect("vendor_detail", pk=pk)
    context = {"form": form, "row": row, "heading": "Tidak berjualan lagi", "act": "Catat"}
    return page(request, "vendors/vendor_form.html", context, status=422 if form.is_bound else 200)
