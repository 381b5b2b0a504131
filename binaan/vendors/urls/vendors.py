"""Addresses of street vendors: vendors."""

from django.urls import path

from binaan.vendors.views import permits, vendors

urlpatterns = [
    path("pkl/", vendors.vendor_overview, name="vendor_overview"),
    path("pkl/daftar/", vendors.vendor_list, name="vendor_list"),
    path("pkl/daftar/unduh/", vendors.vendor_export, name="vendor_export"),
    path("pkl/baru/", vendors.vendor_add, name="vendor_add"),
    path("pkl/<uuid:pk>/", vendors.vendor_detail, name="vendor_detail"),
    path("pkl/<uuid:pk>/ubah/", vendors.vendor_edit, name="vendor_edit"),
    path("pkl/<uuid:pk>/tempat/", vendors.vendor_stand, name="vendor_stand"),
    path("pkl/<uuid:pk>/berhenti/", vendors.vendor_leave, name="vendor_leave"),
    path("pkl/<uuid:pk>/tdu/", permits.tdu_add, name="tdu_add"),
]
