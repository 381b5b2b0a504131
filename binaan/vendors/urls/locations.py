"""Addresses of street vendors: locations and moves."""

from django.urls import path

from binaan.vendors.views import locations

urlpatterns = [
    path("pkl/lokasi/", locations.location_list, name="location_list"),
    path("pkl/lokasi/baru/", locations.location_add, name="location_add"),
    path("pkl/lokasi/<uuid:pk>/", locations.location_detail, name="location_detail"),
    path("pkl/lokasi/<uuid:pk>/ubah/", locations.location_edit, name="location_edit"),
    path("pkl/lokasi/<uuid:pk>/lapak/", locations.location_pitches, name="location_pitches"),
    path(
        "pkl/lokasi/<uuid:pk>/lapak/<uuid:pitch>/tiadakan/", locations.location_pitch_close,
        name="location_pitch_close",
    ),
    path(
        "pkl/lokasi/<uuid:pk>/berkas/<uuid:step>/", locations.location_paper, name="location_paper"
    ),
    path("pkl/lokasi/<uuid:pk>/pindahkan/", locations.relocation_add, name="relocation_add"),
    path("pkl/pemindahan/", locations.relocation_list, name="relocation_list"),
    path("pkl/pemindahan/<uuid:pk>/", locations.relocation_detail, name="relocation_detail"),
]  # fmt: skip
