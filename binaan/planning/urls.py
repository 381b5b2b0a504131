"""Addresses of the plan: /kinerja/…"""

from django.urls import path

from binaan.planning.views import nomenclature, overview

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
]
