"""Addresses."""

from django.urls import include, path

from binaan.web.views.desk import desk
from binaan.web.views.directory import (
    business_columns,
    business_count,
    business_filter,
    business_list,
)
from binaan.web.views.figures import figure_detail, figure_evidence, figure_export, figure_list
from binaan.web.views.gallery import gallery
from binaan.web.views.map import (
    business_map,
    business_map_beside,
    business_map_bubble,
    business_map_colours,
    business_map_filter,
    business_map_points,
    map_base,
    map_outlines,
)
from binaan.web.views.quality import (
    business_quality,
    business_quality_export,
    business_quality_field,
)
from binaan.web.views.reconciliation import reconciliation
from binaan.web.views.saved import (
    business_view_change,
    business_view_remove,
    business_view_save,
    business_views,
)
from binaan.web.views.searching import search_suggest
from binaan.web.views.themes import theme

urlpatterns = [
    path("", desk, name="desk"),
    path("cari/", search_suggest, name="search_suggest"),
    path("direktori/", business_list, name="business_list"),
    path("direktori/jumlah/", business_count, name="business_count"),
    path("direktori/saring/", business_filter, name="business_filter"),
    path("direktori/kolom/", business_columns, name="business_columns"),
    path("direktori/tampilan/", business_views, name="business_views"),
    path("direktori/tampilan/simpan/", business_view_save, name="business_view_save"),
    path("direktori/tampilan/<uuid:pk>/ubah/", business_view_change, name="business_view_change"),
    path("direktori/tampilan/<uuid:pk>/hapus/", business_view_remove, name="business_view_remove"),
    path("direktori/", include("binaan.web.taking.urls")),
    path("direktori/peta/", business_map, name="business_map"),
    path("direktori/peta/saring/", business_map_filter, name="business_map_filter"),
    path("direktori/peta/titik/", business_map_points, name="business_map_points"),
    path("direktori/peta/warna/", business_map_colours, name="business_map_colours"),
    path("direktori/peta/daftar/", business_map_beside, name="business_map_beside"),
    path("direktori/peta/usaha/<uuid:pk>/", business_map_bubble, name="business_map_bubble"),
    path("peta/dasar.pmtiles", map_base, name="map_base"),
    path("peta/batas/<str:level>.geojson", map_outlines, name="map_outlines"),
    path("direktori/mutu/", business_quality, name="business_quality"),
    path("direktori/mutu/unduh/", business_quality_export, name="business_quality_export"),
    path("direktori/mutu/<slug:field>/", business_quality_field, name="business_quality_field"),
    path("angka/", figure_list, name="figure_list"),
    path("angka/<str:key>/", figure_detail, name="figure_detail"),
    path("angka/<str:key>/bukti/", figure_evidence, name="figure_evidence"),
    path("angka/<str:key>/unduh/", figure_export, name="figure_export"),
    path("rekonsiliasi/", reconciliation, name="reconciliation"),
    path("tampilan/", theme, name="theme"),
    path("ui/", gallery, name="gallery"),
]
