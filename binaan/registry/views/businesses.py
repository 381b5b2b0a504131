"""The page of a business, the sources of each value, and its personal values read in full."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.files import path_of
from binaan.kit.pages import page
from binaan.registry.actions.revealing import reveal
from binaan.registry.forms.events import RevealForm
from binaan.registry.queries import facts, pages, people, screens


@requires(Permission.BUSINESS_VIEW)
def business_detail(request, pk):
    """Header, journey first, then facts; a merged record leads on to the one it became."""
    business = get_object_or_404(pages.businesses(request.user), pk=pk)
    if business.merged_into_id:
        messages.info(request, f"{business.short_number} sudah digabung ke sini.")
        return redirect("business_detail", pk=business.merged_into_id)
    shown = screens.business_screen(request.user, business)
    return page(request, "registry/business_detail.html", shown)


@requires(Permission.BUSINESS_VIEW)
def business_fact(request, pk, field):
    """What each source said of one value."""
    business = get_object_or_404(pages.businesses(request.user), pk=pk)
    fact = facts.fact_named(request.user, field)
    if fact is None:
        raise Http404
    found = facts.sources(request.user, business, fact)
    context = {"business": business, "fact": fact, "sources": found}
    return page(request, "registry/business_fact.html", context)


@requires(Permission.PERSONAL_READ)
@never_cache
@require_POST
def business_reveal(request, pk):
    """Personal values in full, once, with the reason noted."""
    permission = Permission.PERSONAL_READ
    business = get_object_or_404(pages.businesses(request.user, permission), pk=pk)
    form = RevealForm(request.POST)
    context = {"business": business, "subject": business, "form": form}
    if not form.is_valid():
        return page(request, "registry/reveal.html", context, status=422)
    found = people.full_of_business(request.user, business)
    context["values"] = reveal(
        business, found, only=request.POST.get("field", ""), why=form.cleaned_data["why"],
        by=request.user,
    )  # fmt: skip
    return page(request, "registry/reveal.html", context)


@requires(Permission.BUSINESS_VIEW)
def business_photo(request, pk, photo):
    """The picture itself; every photo was written anew as JPEG when it came in."""
    business = get_object_or_404(pages.businesses(request.user), pk=pk)
    found = get_object_or_404(business.photos.all(), pk=photo)
    path = path_of(found.file_id)
    if not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    response["Content-Disposition"] = 'inline; filename="foto.jpg"'
    response["Cache-Control"] = "private, max-age=3600"
    return response
