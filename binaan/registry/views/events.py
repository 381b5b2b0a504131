"""Closing, checking, guiding, consenting, photographing: one form and one action each."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.kit.refusing import telling
from binaan.registry.actions import closing, consents, guiding, photos, verifying
from binaan.registry.forms import events as forms
from binaan.registry.queries import pages

EDIT = Permission.BUSINESS_EDIT


def _editable(request, pk):
    return get_object_or_404(pages.businesses(request.user, EDIT).present(), pk=pk)


def _answer(request, form, act, *, done, context):
    """Show the form; when it is sent, act and go back to the record, or say what is wrong."""
    template = "registry/event_form.html"
    subject = context["subject"]
    if not form.is_bound:
        return page(request, template, context | {"form": form})
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, done)
            return redirect(context["back"], pk=subject.pk)
    return page(request, template, context | {"form": form}, status=422)


def _context(business, title, button, lead=""):
    return {
        "subject": business, "back": "business_detail", "title": title, "button": button,
        "lead": lead,
    }  # fmt: skip


@requires(EDIT)
def business_close(request, pk):
    """Ends a business; one that has ended is reopened here."""
    business = _editable(request, pk)
    ended = business.status in closing.ENDINGS
    form = (forms.ReopenForm if ended else forms.CloseForm)(request.POST or None)
    act = closing.reopen if ended else closing.close
    title = "Buka kembali usaha" if ended else "Tutup usaha"
    context = _context(business, title, "Buka kembali" if ended else "Simpan penutupan")
    return _answer(
        request, form, lambda given: act(business, **given, by=request.user),
        done=f"{title}: tersimpan.", context=context,
    )  # fmt: skip


@requires(EDIT)
def business_verify(request, pk):
    """Writes down a check; it counts once a second person approves."""
    business = _editable(request, pk)
    form = forms.VerifyForm(request.POST or None)
    lead = "Hasil ini berlaku setelah disetujui orang kedua yang berhak memverifikasi."
    return _answer(
        request, form, lambda given: verifying.propose(business, **given, by=request.user),
        done="Pemeriksaan tersimpan dan menunggu persetujuan orang kedua.",
        context=_context(business, "Catat pemeriksaan", "Simpan pemeriksaan", lead),
    )  # fmt: skip


@requires(Permission.BUSINESS_VERIFY)
@require_POST
def business_approve(request, pk, verification):
    """The second person agrees."""
    found = pages.businesses(request.user, Permission.BUSINESS_VERIFY).present()
    business = get_object_or_404(found, pk=pk)
    item = get_object_or_404(business.verifications.all(), pk=verification)
    with telling(request, "Pemeriksaan disetujui."):
        verifying.approve(item, by=request.user)
    return redirect("business_detail", pk=business.pk)


@requires(EDIT)
def business_guide(request, pk):
    """An office of mine begins to guide this business."""
    business = _editable(request, pk)
    offices = pages.my_offices(request.user)
    form = forms.GuidanceForm(request.POST or None, offices=offices)
    return _answer(
        request, form, lambda given: guiding.guide(business, **given, by=request.user),
        done="Pembinaan tercatat.", context=_context(business, "Mulai pembinaan", "Simpan"),
    )  # fmt: skip


@requires(EDIT)
def business_guidance_end(request, pk, guidance):
    """An office of mine no longer guides this business."""
    business = _editable(request, pk)
    row = get_object_or_404(pages.guided_by(request.user, business), pk=guidance)
    form = forms.EndGuidanceForm(request.POST or None)
    lead = f"Pembinaan oleh {row.office.name}."
    return _answer(
        request, form, lambda given: guiding.end_guidance(row, **given, by=request.user),
        done="Akhir pembinaan tercatat.",
        context=_context(business, "Akhiri pembinaan", "Akhiri pembinaan", lead),
    )  # fmt: skip


@requires(EDIT)
def business_photo_add(request, pk):
    """Takes a photo in."""
    business = _editable(request, pk)
    form = forms.PhotoForm(request.POST or None, request.FILES or None)

    def act(given):
        upload = given.pop("photo")
        photos.add_photo(business, upload=upload, **given, by=request.user)

    context = _context(business, "Tambah foto", "Simpan foto") | {"multipart": True}
    return _answer(request, form, act, done="Foto tersimpan.", context=context)


@requires(EDIT)
def owner_consent(request, pk):
    """What an owner agrees to or withdraws."""
    owner = get_object_or_404(pages.owners(request.user, EDIT), pk=pk)
    form = forms.ConsentForm(request.POST or None)

    def act(given):
        consents.record(owner, **(given | {"given": given["given"] == "1"}), by=request.user)

    context = _context(owner, "Catat persetujuan", "Simpan") | {"back": "owner_detail"}
    return _answer(request, form, act, done="Persetujuan tercatat.", context=context)
