"""Correcting values of a business by hand."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.registry.actions.correcting import ChangedMeanwhile, correct
from binaan.registry.forms.correcting import GROUPS, CorrectForm, MoveForm
from binaan.registry.queries import facts, pages

TEMPLATE = "registry/business_correct.html"
MOVE = "wilayah"


@requires(Permission.BUSINESS_EDIT)
@never_cache
def business_correct(request, pk):
    """One group of values at a time: ?bagian=alamat."""
    found = pages.businesses(request.user, Permission.BUSINESS_EDIT)
    business = get_object_or_404(found.present(), pk=pk)
    group = request.GET.get("bagian", "usaha")
    form = _form(request, business, group)
    context = {"business": business, "form": form, "tabs": _tabs(group)}
    if not form.is_bound:
        return page(request, TEMPLATE, context)
    if not form.is_valid():
        return page(request, TEMPLATE, context, status=422)
    try:
        given = form.cleaned_data
        correct(
            business, said=form.said(), as_of=given["as_of"], seen=given["seen"],
            reason=given["reason"], by=request.user,
        )  # fmt: skip
    except ChangedMeanwhile as news:
        return _conflict(request, context, news)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return page(request, TEMPLATE, context, status=422)
    messages.success(request, "Koreksi tersimpan dan dicatat atas nama Anda.")
    return redirect("business_detail", pk=business.pk)


def _form(request, business, group):
    user = request.user
    current = pages.values(user, business, pages.condition(user, business))
    initial = {"seen": pages.claims_so_far(user, business)}
    if group == MOVE:
        return MoveForm(request.POST or None, user=user, current=current, initial=initial)
    if group not in GROUPS:
        raise Http404
    return CorrectForm(request.POST or None, group=group, current=current, initial=initial)


def _conflict(request, context, news):
    """Somebody was faster: show what they wrote beside what was typed; sending again decides."""
    form = context["form"]
    form.data = form.data.copy()
    form.data["seen"] = str(news.count)
    context["theirs"] = facts.newest(request.user, news.claim)
    context["mine"] = facts.spoken(request.user, form.said())
    return page(request, TEMPLATE, context, status=409)


def _tabs(group):
    named = [(key, label) for key, (label, _names) in GROUPS.items()] + [(MOVE, "Desa/kelurahan")]
    return [
        {"label": label, "url": f"?bagian={key}", "active": key == group} for key, label in named
    ]
