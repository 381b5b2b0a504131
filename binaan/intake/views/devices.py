"""Phones: my own and those of people I manage; one more, its app password shown once; one taken back."""

import segno
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.intake.actions.devices import make_device, revoke_device
from binaan.intake.forms.phones import DeviceForm
from binaan.intake.queries import devices
from binaan.intake.rules.tokens import collect_settings
from binaan.kit.pages import page


@requires(Permission.FIELD_SEND)
def device_list(request):
    """One's own phones; whoever manages field work sees those of others as well."""
    return page(request, "intake/device_list.html", _shown(request, DeviceForm()))


@requires(Permission.FIELD_SEND)
@never_cache
@require_POST
def device_add(request):
    """A phone of one's own: its app password and QR stand on the answer, and nowhere afterwards."""
    form = DeviceForm(request.POST)
    made = (
        attempt(form, make_device, by=request.user, **form.cleaned_data)
        if form.is_valid()
        else None
    )
    if made is None:
        return page(request, "intake/device_list.html", _shown(request, form), status=422)
    told = collect_settings(
        address=_address(request), username=request.user.username, token=made.token, title="Binaan"
    )
    drawn = segno.make(told, error="l", micro=False)
    context = {
        "made": made, "address": _address(request),
        "qr": drawn.svg_data_uri(scale=5, border=4, dark="#1c2430", light="#ffffff"),
    }  # fmt: skip
    return page(request, "intake/device_made.html", context)


@requires(Permission.FIELD_SEND)
@require_POST
def device_revoke(request, pk):
    """The phone may do nothing any more."""
    device = get_object_or_404(devices.revocable(request.user), pk=pk)
    revoke_device(device, by=request.user)
    messages.success(request, f"{device.label} dicabut. Kiriman yang sudah sampai tetap ada.")
    return redirect("device_list")


def _shown(request, form) -> dict:
    return {
        "own": devices.own(request.user), "others": devices.of_others(request.user), "form": form,
    }  # fmt: skip


def _address(request) -> str:
    return request.build_absolute_uri("/openrosa")
