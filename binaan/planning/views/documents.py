"""The list of plan documents, one document with its chain of versions, and adding one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.planning.actions.documents import add_document
from binaan.planning.forms.documents import DocumentForm, ListForm
from binaan.planning.queries import chains, documents, next_steps


@requires(Permission.PLAN_VIEW)
def plan_list(request):
    """?q, ?jenis, ?tahun, ?keadaan and ?kantor narrow it; ?mulai is the first row."""
    form = ListForm(request.GET, user=request.user)
    asked = form.asked()
    first = _first(request)
    rows, more = documents.listed(request.user, asked, first)
    context = {
        "form": form,
        "asked": asked,
        "rows": rows,
        "before": max(0, first - documents.PAGE) if first else None,
        "after": first + documents.PAGE if more else None,
        "may_add": request.user.may(Permission.PLAN_EDIT),
    }
    return page(request, "planning/plan_list.html", context, fragment="rows")


@requires(Permission.PLAN_VIEW)
def plan_detail(request, pk):
    """A document: its versions as a chain, what was made from it, what is next."""
    document = get_object_or_404(documents.documents(request.user), pk=pk)
    chain = documents.versions_of(request.user, document)
    if not chain:
        raise Http404
    offers = next_steps.offers(request.user, document, chain)
    context = {
        "document": document,
        "newest": chain[0],
        "links": chains.links(request.user, chain),
        "facts": chains.facts(request.user, document, chain),
        "derived": documents.derived_with_versions(request.user, document),
        "origin": documents.origin(request.user, document),
        "primary": offers[0] if offers else None,
        "others": offers[1:],
    }
    return page(request, "planning/plan_detail.html", context)


@requires(Permission.PLAN_EDIT)
def plan_add(request):
    """A new document with an empty first version."""
    form = DocumentForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, add_document, by=request.user, **form.cleaned_data)
        if made:
            messages.success(request, f"{made.title} ditambahkan. Versi pertamanya masih kosong.")
            return redirect("plan_detail", pk=made.pk)
    return page(request, "planning/plan_add.html", {"form": form})


def _first(request) -> int:
    text = request.GET.get("mulai", "")
    return min(int(text), 10**6) if text.isdecimal() and text.isascii() and len(text) < 7 else 0
