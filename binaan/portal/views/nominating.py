"""Owners put themselves forward, come back to see what came of it, and object."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from binaan.access.forms.fields import attempt
from binaan.kit.pages import page
from binaan.portal.doors import missed, open_door
from binaan.portal.forms.owners import CodeForm, ObjectionForm
from binaan.portal.queries import tokens
from binaan.programmes.actions import nominating
from binaan.programmes.forms.nominating import WrittenForm
from binaan.programmes.queries import nominations

OWNERS = "owners have no account; what they write is matched by an officer"
PROVEN = "the signed link in the owner's hand opens this one nomination and names nobody"


def not_there(request):
    """404 for a token nobody gave out, counted against guessing."""
    missed(request)
    raise Http404


@open_door(OWNERS)
def portal_code(request):
    """A code from paper leads to the page of its activity."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code, activity = tokens.of_code(form.cleaned_data["code"])
        if activity is not None:
            page_of = reverse("portal_nominate", args=[activity.token])
            return redirect(f"{page_of}?kode={code}")
        missed(request)
        form.add_error("code", "Kode ini tidak dikenal atau sudah dipakai. Periksa lagi hurufnya.")
    return page(request, "portal/code.html", {"form": form}, status=422 if form.is_bound else 200)


@open_door(OWNERS)
def portal_nominate(request, token):
    """The short page of one activity."""
    activity = tokens.activity(token) or not_there(request)
    form = WrittenForm(request.POST or None, initial={"code": request.GET.get("kode", "")})
    if form.is_valid():
        made = attempt(
            form, nominating.nominate, activity=activity, written=form.written(),
            code=form.cleaned_data["code"], by=nominating.OWNER,
        )  # fmt: skip
        if made is not None:
            return redirect("portal_proof", proof=tokens.proof_of(made))
        if "code" in form.errors:
            missed(request)
    context = tokens.about(activity) | {"form": form}
    return page(request, "portal/nominate.html", context, status=422 if form.is_bound else 200)


@open_door(PROVEN)
def portal_proof(request, proof):
    """What came of a nomination; POST objects to it."""
    row = tokens.proven(proof) or not_there(request)
    form = ObjectionForm(request.POST or None)
    if form.is_valid() and attempt(
        form, nominating.object_to, nomination=row, by=nominating.OWNER, **form.cleaned_data
    ):
        return redirect("portal_proof", proof=proof)
    context = tokens.about(row.activity) | {
        "row": row, "form": form, "standing": nominations.standing(None, row),
    }  # fmt: skip
    return page(request, "portal/proof.html", context, status=422 if form.is_bound else 200)
