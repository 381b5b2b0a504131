"""Addresses."""

from django.urls import include, path

from binaan.web.views.desk import desk
from binaan.web.views.directory import business_list
from binaan.web.views.figures import figure_detail, figure_evidence, figure_export, figure_list
from binaan.web.views.gallery import gallery
from binaan.web.views.reconciliation import reconciliation
from binaan.web.views.themes import theme

urlpatterns = [
    path("", desk, name="desk"),
    path("direktori/", business_list, name="business_list"),
    path("direktori/", include("binaan.web.taking.urls")),
    path("angka/", figure_list, name="figure_list"),
    path("angka/<str:key>/", figure_detail, name="figure_detail"),
    path("angka/<str:key>/bukti/", figure_evidence, name="figure_evidence"),
    path("angka/<str:key>/unduh/", figure_export, name="figure_export"),
    path("rekonsiliasi/", reconciliation, name="reconciliation"),
    path("tampilan/", theme, name="theme"),
    path("ui/", gallery, name="gallery"),
]
