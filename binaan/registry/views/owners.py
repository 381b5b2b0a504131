"""The page of an owner."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.registry.actions.revealing import reveal
from binaan.registry.forms.events import RevealForm
from binaan.registry.queries import pages, people


@requires(Permission.BUSINESS_VIEW)
def owner_detail(request, pk):
    """All businesses, numbers, names, consents, and who read the personal values."""
    owner = get_object_or_404(pages.owners(request.user), pk=pk)
    if owner.merged_into_id:
        messages.info(request, f"{owner.short_number} sudah digabung ke sini.")
        return redirect("owner_detail", pk=owner.merged_into_id)
    return page(request, "registry/owner_detail.html", people.owner_page(request.user, owner))


@requires(Permission.PERSONAL_READ)
@never_cache
@require_POST
def owner_reveal(request, pk):
    """Personal values in full, once, with the reason noted."""
    owner = get_object_or_404(pages.owners(request.user, Permission.PERSONAL_READ), pk=pk)
    form = RevealForm(request.POST)
    context = {"owner": owner, "subject": owner, "form": form}
    if not form.is_valid():
        return page(request, "registry/reveal.html", context, status=422)
    found = people.full_of_owner(request.user, owner)
    only, why = request.POST.get("field", ""), form.cleaned_data["why"]
    context["values"] = reveal(owner, found, only=only, why=why, by=request.user)
    return page(request, "registry/reveal.html", context)
