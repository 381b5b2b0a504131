"""Addresses of the plan: /kinerja/…"""

from django.urls import path

from binaan.planning.views import comparing, documents, nomenclature, overview, versions

urlpatterns = [
    path("kinerja/", overview.plan_overview, name="plan_overview"),
    path("kinerja/nomenklatur/", nomenclature.nomenclature_list, name="nomenclature_list"),
    path(
        "kinerja/nomenklatur/padanan/", nomenclature.nomenclature_links, name="nomenclature_links"
    ),
    path(
        "kinerja/nomenklatur/padanan/tambah/",
        nomenclature.nomenclature_link_add,
        name="nomenclature_link_add",
    ),
    path(
        "kinerja/nomenklatur/padanan/pastikan/",
        nomenclature.nomenclature_twins_confirm,
        name="nomenclature_twins_confirm",
    ),
    path(
        "kinerja/nomenklatur/padanan/<int:pk>/hapus/",
        nomenclature.nomenclature_link_remove,
        name="nomenclature_link_remove",
    ),
    path("kinerja/dokumen/", documents.plan_list, name="plan_list"),
    path("kinerja/dokumen/baru/", documents.plan_add, name="plan_add"),
    path("kinerja/dokumen/<uuid:pk>/", documents.plan_detail, name="plan_detail"),
    path(
        "kinerja/dokumen/<uuid:pk>/perubahan/", versions.plan_version_open, name="plan_version_open"
    ),
    path(
        "kinerja/versi/<uuid:pk>/verifikasi/",
        versions.plan_version_verify,
        name="plan_version_verify",
    ),
    path(
        "kinerja/versi/<uuid:pk>/kembalikan/",
        versions.plan_version_return,
        name="plan_version_return",
    ),
    path("kinerja/versi/<uuid:pk>/tetapkan/", versions.plan_version_set, name="plan_version_set"),
    path("kinerja/versi/<uuid:pk>/naskah/", versions.plan_version_file, name="plan_version_file"),
    path("kinerja/versi/<uuid:pk>/turunkan/", versions.plan_derive, name="plan_derive"),
    path("kinerja/versi/<uuid:pk>/pihak/", versions.plan_parties, name="plan_parties"),
    path("kinerja/versi/<uuid:pk>/banding/", comparing.plan_compare, name="plan_compare"),
    path(
        "kinerja/versi/<uuid:pk>/banding/xlsx/",
        comparing.plan_compare_sheet,
        name="plan_compare_sheet",
    ),
]
