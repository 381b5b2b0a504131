"""Addresses of the phone's page; all below /lapangan/, which its service worker serves offline."""

from django.urls import path

from binaan.api.views import phone, phone_data

urlpatterns = [
    path("lapangan/", phone.phone_home, name="phone_home"),
    path("lapangan/isi/", phone.phone_fill, name="phone_fill"),
    path("lapangan/hari-ini/", phone.phone_day, name="phone_day"),
    path("lapangan/pasang/", phone.phone_pair, name="phone_pair"),
    path("lapangan/sw.js", phone.phone_worker, name="phone_worker"),
    path("lapangan/lapangan.webmanifest", phone.phone_manifest, name="phone_manifest"),
    path("lapangan/data/", phone_data.phone_data, name="phone_data"),
    path("lapangan/batas/", phone_data.phone_ground, name="phone_ground"),
    path("lapangan/kiriman/", phone_data.phone_receipt, name="phone_receipt"),
    path("lapangan/kembali/<uuid:pk>/", phone_data.phone_returned, name="phone_returned"),
    path("lapangan/kembali/<uuid:pk>/<uuid:part>/", phone_data.phone_returned_file,
         name="phone_returned_file"),
    path("lapangan/catatan/", phone_data.phone_act, name="phone_act"),
]  # fmt: skip
