"""Addresses of programmes: facilitating."""

from django.urls import path

from binaan.programmes.views import certificates, facilitating

urlpatterns = [
    path("program/fasilitasi/", facilitating.facilitation_list, name="facilitation_list"),
    path("program/fasilitasi/baru/", facilitating.facilitation_add, name="facilitation_add"),
    path(
        "program/fasilitasi/<uuid:pk>/", facilitating.facilitation_detail,
        name="facilitation_detail",
    ),
    path(
        "program/fasilitasi/<uuid:pk>/berkas/<uuid:step>/", facilitating.facilitation_paper,
        name="facilitation_paper",
    ),
    path("program/sertifikat/", facilitating.certificate_list, name="certificate_list"),
    path("program/sertifikat/baru/", certificates.certificate_add, name="certificate_add"),
    path(
        "program/sertifikat/<uuid:pk>/", certificates.certificate_detail,
        name="certificate_detail",
    ),
    path(
        "program/sertifikat/<uuid:pk>/cabut/", certificates.certificate_revoke,
        name="certificate_revoke",
    ),
    path(
        "program/sertifikat/<uuid:pk>/berkas/", certificates.certificate_paper,
        name="certificate_paper",
    ),
]  # fmt: skip
