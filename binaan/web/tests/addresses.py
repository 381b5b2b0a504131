"""Addresses for the tests of menu and errors: some pages exist, others do not yet."""

from types import SimpleNamespace

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


class Someone:
    """A section head who may do everything, without a database."""

    is_authenticated = True

    def may(self, permission):
        return True

    def held(self):
        place = "Dinas Koperasi dan Usaha Kecil Menengah Kota Bekasi"
        return [SimpleNamespace(role="section_head", office=place, place=None)]

    def get_full_name(self):
        return "Rina Kartika"

    def get_username(self):
        return "rina"


def someone_signed_in(get_response):
    """Middleware: every request comes from Someone."""

    def middleware(request):
        request.user = Someone()
        return get_response(request)

    return middleware
