"""Addresses of the public pages; short, for they are printed and sent."""

from django.urls import path

from binaan.portal.views import answering, cards, event_days, nominating, street, tdu

urlpatterns = [
    path("ikut/", nominating.portal_code, name="portal_code"),
    path("ikut/<str:token>/", nominating.portal_nominate, name="portal_nominate"),
    path("ikut/bukti/<str:proof>/", nominating.portal_proof, name="portal_proof"),
    path("undangan/<str:token>/", answering.portal_invitation, name="portal_invitation"),
    path("kartu/", cards.portal_card, name="portal_card"),
    path("kartu/<str:token>/", cards.portal_card_open, name="portal_card_open"),
    path("cek-tdu/", tdu.portal_tdu, name="portal_tdu"),
    path("cek-tdu/daftar.json", tdu.portal_tdu_list, name="portal_tdu_list"),
    path("cek-tdu/nomor.json", tdu.portal_tdu_number, name="portal_tdu_number"),
    path("cek-tdu/luring.js", tdu.portal_tdu_worker, name="portal_tdu_worker"),
    path("pkl-daftar/bukti/<str:proof>/", event_days.portal_event_proof, name="portal_event_proof"),
    path("pkl-daftar/<str:token>/", event_days.portal_event, name="portal_event"),
    path("peta-pkl/", street.portal_street, name="portal_street"),
    path("peta-pkl/titik/", street.portal_street_spots, name="portal_street_spots"),
    path("peta-pkl/dasar/", street.portal_street_base, name="portal_street_base"),
    path(
        "peta-pkl/batas/<slug:level>/", street.portal_street_outlines, name="portal_street_outlines"
    ),
    path(
        "peta-pkl/lokasi/<uuid:pk>/", street.portal_street_location, name="portal_street_location"
    ),
]
