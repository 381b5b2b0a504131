"""Addresses of programmes: selecting."""

from django.urls import path

from binaan.programmes.views import selecting

urlpatterns = [
    path("program/seleksi/", selecting.selection_list, name="selection_list"),
    path(
        "program/kegiatan/<uuid:pk>/seleksi/", selecting.selection_simulate,
        name="selection_simulate",
    ),
    path(
        "program/kegiatan/<uuid:pk>/benturan/", selecting.selection_interest,
        name="selection_interest",
    ),
    path("program/seleksi/<uuid:pk>/", selecting.selection_detail, name="selection_detail"),
    path(
        "program/seleksi/<uuid:pk>/calon/<int:candidate>/", selecting.selection_candidate,
        name="selection_candidate",
    ),
    path("program/seleksi/<uuid:pk>/tetapkan/", selecting.selection_set, name="selection_set"),
    path(
        "program/seleksi/<uuid:pk>/tanda-terima/", selecting.selection_receipt,
        name="selection_receipt",
    ),
    path(
        "program/seleksi/<uuid:pk>/tanda-terima/<slug:kind>/", selecting.selection_receipt_file,
        name="selection_receipt_file",
    ),
]  # fmt: skip
