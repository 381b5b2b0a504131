"""Addresses for the tests of menu and errors: some pages exist, others do not yet."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import include, path


def plain(request, **kwargs):
    return HttpResponse("ya")


def refused(request):
    raise PermissionDenied("Usaha ini bukan di wilayah Anda.")


def failing(request):
    raise RuntimeError("NIK 3216064507850003 ganda")


urlpatterns = [
    path("", plain, name="desk"),
    path("direktori/", plain, name="business_list"),
    path("usaha/<int:number>/", plain, name="business_detail"),
    path("angka/", plain, name="figure_list"),
    path("audit/", plain, name="audit_list"),
    path("pengaturan/kantor/", plain, name="office_list"),
    path("pengaturan/parameter/", plain, name="parameter_list"),
    path("refused/", refused),
    path("failing/", failing),
    path("", include("binaan.web.urls")),
]
handler400 = "binaan.web.views.errors.bad_request"
handler403 = "binaan.web.views.errors.forbidden"
handler404 = "binaan.web.views.errors.not_found"
handler500 = "binaan.web.views.errors.broken"
