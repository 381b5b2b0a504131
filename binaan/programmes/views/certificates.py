"""One certificate in the browser: what it says, its paper; one brought along; taking one back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit import uploading
from binaan.kit.addresses import row_named
from binaan.kit.dates import today
from binaan.kit.pages import page
from binaan.kit.refusing import refuse
from binaan.programmes.actions import certificates as acting
from binaan.programmes.forms import facilitating as forms
from binaan.programmes.queries import certificates, facilitating
from binaan.programmes.rules.certificates import kind_of
from binaan.programmes.views.facilitating import send_paper

VIEW, FACILITATE = Permission.PROGRAMME_VIEW, Permission.FACILITATE


@requires(VIEW)
def certificate_detail(request, pk):
    """A certificate with what its number means, what it renews and what renewed it."""
    row = get_object_or_404(certificates.certificates(request.user), pk=pk)
    context = {
        "row": row, "kind": kind_of(row.kind), "line": certificates.line(request.user, row, today()),
        "meaning": certificates.meaning(request.user, row),
        "renewed_by": getattr(row, "renewed_by", None),
        "may_act": certificates.certificates(request.user, FACILITATE).filter(pk=pk).exists(),
    }  # fmt: skip
    return page(request, "programmes/certificate_detail.html", context)


@requires(FACILITATE)
def certificate_add(request):
    """A certificate the business brought along is written down."""
    if not request.GET.get("usaha"):
        return redirect(f"{reverse('facilitation_add')}?untuk=sertifikat")
    business = row_named(facilitating.businesses(request.user), request.GET["usaha"])
    form = forms.CertificateForm(
        request.POST or None, request.FILES or None, offices=facilitating.my_offices(request.user),
        too_large=uploading.too_large(request, "document"),
        initial={"kind": request.GET.get("jenis", "")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = _added(request, business, form)
        if made is not None:
            messages.success(request, "Sertifikat tercatat.")
            return redirect("certificate_detail", pk=made.pk)
    return page(request, "programmes/certificate_add.html", {"business": business, "form": form},
                status=422 if form.is_bound else 200)  # fmt: skip


def _added(request, business, form):
    given = form.cleaned_data
    names = ("kind", "number", "issued_on", "expires_on", "product", "issuer")
    try:
        issued = acting.Issued(
            *(given[name] for name in names), uploading.kept_paper(request, form)
        )
        return acting.add_certificate(
            business, issued=issued, office=given["office"], by=request.user
        )
    except ValidationError as error:
        refuse(form, error)
    return None


@requires(FACILITATE)
def certificate_revoke(request, pk):
    """A certificate is taken back, with the reason."""
    row = get_object_or_404(certificates.certificates(request.user, FACILITATE), pk=pk)
    form = forms.RevokeForm(request.POST or None)
    if form.is_valid():
        try:
            acting.revoke(row, **form.cleaned_data, by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, "Pencabutan tercatat.")
            return redirect("certificate_detail", pk=pk)
    context = {"row": row, "kind": kind_of(row.kind), "form": form}
    return page(request, "programmes/certificate_revoke.html", context,
                status=422 if form.is_bound else 200)  # fmt: skip


@requires(VIEW)
@never_cache
def certificate_paper(request, pk):
    """The scan of a certificate; its reading is noted."""
    found = certificates.certificates(request.user).filter(file__isnull=False)
    row = get_object_or_404(found, pk=pk)
    return send_paper(request, row, row.file_id, name=f"sertifikat-{row.kind}")
