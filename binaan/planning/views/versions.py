"""The steps of a version: opened, verified, returned, set; its file; what is derived from it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.opening import send_file
from binaan.kit.pages import page
from binaan.planning.actions import deriving, versions
from binaan.planning.choices import DocumentKind, VersionState
from binaan.planning.forms.documents import (
    DeriveForm,
    OpenForm,
    PartiesForm,
    ReturnForm,
    SeenForm,
    SetForm,
)
from binaan.planning.queries import demands, documents, sealing
from binaan.planning.rules.lineage import derivable

GONE_ON = "Versi ini sudah {state}; lihat keadaannya sekarang."


@requires(Permission.PLAN_EDIT)
def plan_version_open(request, pk):
    """Opens a perubahan of a document."""
    document = get_object_or_404(documents.documents(request.user, Permission.PLAN_EDIT), pk=pk)
    standing = next(
        (
            one
            for one in documents.versions_of(request.user, document)
            if one.state == VersionState.SET
        ),
        None,
    )
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = attempt(form, versions.open_version, document=document, by=request.user, **given)
        if made:
            messages.success(request, f"{made.label} dibuka. Isinya sama dengan versi sebelumnya.")
            return redirect("plan_detail", pk=document.pk)
    context = {"document": document, "version": standing, "form": form,
               "is_long": document.kind in demands.LONG}  # fmt: skip
    return page(request, "planning/version_open.html", context)


@requires(Permission.PLAN_VERIFY)
def plan_version_verify(request, pk):
    """Says that a draft is complete."""
    version = _mine(request, pk, Permission.PLAN_VERIFY)
    if version.state != VersionState.DRAFT:
        return _gone_on(request, version)
    form = SeenForm(request.POST or None, initial={"seen": sealing.fingerprint(version)})
    if request.method == "POST" and form.is_valid():
        if attempt(form, versions.verify, version=version, by=request.user, **form.cleaned_data):
            messages.success(request, f"{version} diverifikasi. Isinya tidak berubah lagi.")
            return redirect("plan_detail", pk=version.document_id)
        _look_again(form, version)
    context = _standing(version) | {"form": form}
    return page(request, "planning/version_verify.html", context)


@requires(Permission.PLAN_VIEW)
def plan_version_return(request, pk):
    """Gives a verified version back; whoever may verify or set it there."""
    user = request.user
    version = documents.versions(user, Permission.PLAN_VERIFY).filter(pk=pk).first()
    version = version or documents.versions(user, Permission.PLAN_SET).filter(pk=pk).first()
    if version is None:
        get_object_or_404(documents.versions(user), pk=pk)
        raise PermissionDenied("Hanya yang memverifikasi atau menetapkan yang bisa mengembalikan.")
    if version.state != VersionState.VERIFIED:
        return _gone_on(request, version)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, versions.return_to_draft, version=version, by=user, **given):
            messages.success(request, f"{version} kembali menjadi rancangan.")
            return redirect("plan_detail", pk=version.document_id)
    return page(request, "planning/version_return.html", {"version": version, "form": form})


@requires(Permission.PLAN_SET)
def plan_version_set(request, pk):
    """Sets a verified version with its decree, file and date."""
    version = _mine(request, pk, Permission.PLAN_SET)
    if version.state != VersionState.VERIFIED:
        return _gone_on(request, version)
    context = _standing(version)
    form = SetForm(
        request.POST or None, request.FILES or None, user=request.user, version=version,
        errors=context["waiting"].errors, initial={"seen": sealing.fingerprint(version)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        if attempt(form, versions.set_version, version=version, by=request.user, **form.given()):
            messages.success(request, f"{version} ditetapkan.")
            return redirect("plan_detail", pk=version.document_id)
        _look_again(form, version)
    return page(request, "planning/version_set.html", context | {"form": form})


@requires(Permission.PLAN_VIEW)
def plan_version_file(request, pk):
    """The signed text of a version, else that of its decree."""
    version = get_object_or_404(documents.versions(request.user), pk=pk)
    file = version.file or (version.decree.file if version.decree else None)
    return send_file(file, "application/pdf")


@requires(Permission.PLAN_EDIT)
def plan_derive(request, pk):
    """?jenis= says what is made from this version."""
    version = get_object_or_404(documents.versions(request.user, Permission.PLAN_EDIT), pk=pk)
    kinds = derivable(version.document.kind)
    kind = request.GET.get("jenis") or next(iter(kinds), "")
    if kind not in kinds:
        raise Http404
    form, parties = _derive_forms(request, version, kind)
    if made := _derived(request, version, kind, form, parties):
        messages.success(request, f"{made.title} dibuat dari {version}.")
        return redirect("plan_detail", pk=made.pk)
    context = {"version": version, "kind": DocumentKind(kind), "form": form, "parties": parties}
    return page(request, "planning/version_derive.html", context)


@requires(Permission.PLAN_EDIT)
def plan_parties(request, pk):
    """Who signs a Perjanjian Kinerja."""
    version = get_object_or_404(documents.versions(request.user, Permission.PLAN_EDIT), pk=pk)
    initial = {"first_party": version.first_party_id, "second_party": version.second_party_id,
               "second_name": version.second_party_name,
               "second_position": version.second_party_position}  # fmt: skip
    document = version.document
    form = PartiesForm(request.POST or None, user=request.user, document=document, initial=initial)
    if request.method == "POST" and form.is_valid():
        parties = form.parties()
        if attempt(form, deriving.name_parties, version=version, parties=parties, by=request.user):
            messages.success(request, "Para pihak disimpan.")
            return redirect("plan_detail", pk=version.document_id)
    return page(request, "planning/version_parties.html", {"version": version, "form": form})


def _mine(request, pk, permission: Permission):
    """The version, if this step is within reach and somebody else made it."""
    version = get_object_or_404(documents.versions(request.user, permission), pk=pk)
    if not documents.is_other_than_maker(request.user, version):
        raise PermissionDenied(versions.OWN)
    return version


def _gone_on(request, version):
    """Somebody was faster, or the address is an old one."""
    state = version.get_state_display().lower()
    messages.info(request, GONE_ON.format(state=state))
    return redirect("plan_detail", pk=version.document_id)


def _standing(version) -> dict:
    """What the one who verifies or sets must know first."""
    return {
        "version": version,
        "waiting": demands.waiting(version),
        "lacking": demands.missing(version),
        "past": demands.past_changes(version),
        "counts": demands.counts(version),
    }


def _look_again(form, version):
    """Refused: the form keeps what was typed, and carries the mark of what stands now."""
    form.data = {**form.data.dict(), "seen": sealing.fingerprint(version)}


def _derive_forms(request, version, kind: str) -> tuple:
    sent = request.POST or None
    signing = kind == DocumentKind.PK
    parties = PartiesForm(sent, user=request.user, document=version.document) if signing else None
    return DeriveForm(sent, version=version, kind=kind), parties


def _derived(request, version, kind: str, form, parties):
    """The document made, or None with the forms saying why."""
    valid = [one.is_valid() for one in (form, parties) if one is not None]
    if request.method != "POST" or not all(valid):
        return None
    given = form.cleaned_data | {"parties": parties.parties() if parties else None}
    return attempt(form, deriving.derive, source=version, kind=kind, by=request.user, **given)
