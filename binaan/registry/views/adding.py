"""Adding a business by hand."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.registry.actions.adding import add
from binaan.registry.actions.revealing import look_up
from binaan.registry.forms.adding import AddForm

TEMPLATE = "registry/business_add.html"


@requires(Permission.BUSINESS_EDIT)
@never_cache
def business_add(request):
    """A form; an owner known by NIK or NIB is shown masked and must be confirmed."""
    form = AddForm(request.POST or None, user=request.user)
    if not form.is_bound:
        return page(request, TEMPLATE, {"form": form})
    valid = form.is_valid()
    given = form.cleaned_data
    known = look_up(nik=given.get("nik", ""), nib=given.get("nib", ""), by=request.user)
    looking = request.POST.get("step") == "find"
    agreed = known is None or given.get("same_owner")
    if looking or not valid or not agreed:
        context = {"form": form, "known": known, "looked": looking, "unconfirmed": not agreed}
        return page(request, TEMPLATE, context, status=200 if looking else 422)
    return _add(request, form)


def _add(request, form):
    given = form.cleaned_data
    try:
        business = add(
            said=form.said(), as_of=given["as_of"], office=given["office"],
            reason=given["reason"], token=given["token"], by=request.user,
        )  # fmt: skip
    except ValidationError as error:
        form.add_error(None, error.messages)
        return page(request, TEMPLATE, {"form": form}, status=422)
    messages.success(request, f"{business.name} tercatat sebagai {business.short_number}.")
    return redirect("business_detail", pk=business.pk)
