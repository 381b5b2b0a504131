"""The directory: the list, and what opens beside it (filters, columns, the number of businesses)."""

from django.http import HttpResponse

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.registry.selecting.selection import Selection
from binaan.web import directory_page, directory_panels


@requires(Permission.BUSINESS_VIEW)
def business_list(request):
    context = directory_page.context(request.user, request.GET)
    return page(request, "web/business_list.html", context, fragment="rows")


@requires(Permission.BUSINESS_VIEW)
def business_count(request):
    """One line for htmx, which asks for it beside the list; the list itself counts nothing."""
    selection = Selection.parse(request.GET, request.user)
    words = directory_page.count_words(request.user, selection)
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@requires(Permission.BUSINESS_VIEW)
def business_filter(request):
    selection = Selection.parse(request.GET, request.user)
    context = directory_panels.filters(request.user, selection)
    return page(request, "web/business_list_filter.html", context, fragment="panel")


@requires(Permission.BUSINESS_VIEW)
def business_columns(request):
    selection = Selection.parse(request.GET, request.user)
    context = directory_panels.columns(selection)
    return page(request, "web/business_list_columns.html", context, fragment="panel")
