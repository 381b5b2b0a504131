"""Addresses of the map of street vendors."""

from django.urls import path

from binaan.vendors.views import maps

urlpatterns = [
    path("pkl/peta/", maps.vendor_map, name="vendor_map"),
    path("pkl/peta/titik/", maps.vendor_map_spots, name="vendor_map_spots"),
    path("pkl/peta/<uuid:pk>/", maps.vendor_map_bubble, name="vendor_map_bubble"),
]
