"""Street vendors register for an event day themselves, see what came of it, and give a pitch back."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse

from binaan.access.forms.fields import attempt
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.kit.typesetting import qr
from binaan.portal.doors import missed, open_door
from binaan.portal.forms.street import SlotForm
from binaan.portal.queries import event_days
from binaan.portal.views.nominating import not_there
from binaan.vendors.actions import events as acting
from binaan.vendors.actions import slots
from binaan.vendors.actions.events import VISITOR

VENDORS = "street vendors have no account; number and name must both be those of one on the list"
PROVEN = "the signed link in the vendor's hand opens this one request and names nobody"
UNKNOWN = (
    "Nomor dan nama ini tidak kami temukan. Periksa lagi, atau minta petugas mendaftarkan Anda; "
    "yang belum terdata perlu didata dulu."
)


@open_door(VENDORS)
def portal_event(request, token):
    """The page of one event day; who asked already is led to what came of it."""
    event = event_days.event(token) or not_there(request)
    about = event_days.about(event)
    form = SlotForm(request.POST or None)
    if form.is_valid():
        vendor = event_days.vendor(event, **form.cleaned_data)
        if vendor is None:
            missed(request)
            form.add_error(None, UNKNOWN)
        else:
            row = event_days.request_of(event, vendor) or attempt(
                form, acting.ask, event=event, vendor=vendor, by=VISITOR
            )
            if row is not None:
                return redirect("portal_event_proof", proof=event_days.proof_of(row))
    context = about | {"form": form}
    return page(request, "portal/event.html", context, status=422 if form.is_bound else 200)


@open_door(PROVEN)
def portal_event_proof(request, proof):
    """What came of a request, with a code the officer scans; POST gives the pitch back."""
    row = event_days.proven(proof) or not_there(request)
    error = ""
    if request.method == "POST":
        try:
            slots.step(row, event=slots.WITHDRAW, by=VISITOR)
        except ValidationError as refused:
            error = " ".join(refused.messages)
        else:
            return redirect("portal_event_proof", proof=proof)
    context = event_days.about(row.event) | event_days.standing(row) | {"error": error}
    here = request.build_absolute_uri(reverse("portal_event_proof", args=[proof]))
    context["code"] = qr(here) if context["state"] == "dapat_slot" else ""
    context["officer"] = _is_officer(request.user)
    return page(request, "portal/event_proof.html", context, status=422 if error else 200)


def _is_officer(user) -> bool:
    """Who is signed in and runs event days: the code on a vendor's phone leads him to the list."""
    return user.is_authenticated and user.may(Permission.EVENT_RUN)
