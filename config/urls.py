"""Every address, one line a room."""

from django.urls import include, path

urlpatterns = [
    path("", include("binaan.web.urls")),
    path("", include("binaan.access.urls")),
    path("", include("binaan.intake.urls")),
    path("", include("binaan.registry.urls")),
    path("", include("binaan.programmes.urls")),
    path("", include("binaan.vendors.urls")),
    path("", include("binaan.planning.urls")),
    path("", include("binaan.reports.urls")),
    path("", include("binaan.api.urls")),
    path("", include("binaan.portal.urls")),
]

handler400 = "binaan.web.views.errors.bad_request"
handler403 = "binaan.web.views.errors.forbidden"
handler404 = "binaan.web.views.errors.not_found"
handler429 = "binaan.web.views.errors.locked"  # asked for by allauth's rate limits
handler500 = "binaan.web.views.errors.broken"
