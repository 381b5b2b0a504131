"""Addresses of street vendors, one file for each desk."""

from binaan.vendors.urls import events, locations, maps, permits, street, vendors

urlpatterns = [
    *vendors.urlpatterns,
    *locations.urlpatterns,
    *permits.urlpatterns,
    *street.urlpatterns,
    *events.urlpatterns,
    *maps.urlpatterns,
]
