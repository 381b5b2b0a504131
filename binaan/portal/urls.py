"""Addresses of the public pages; short, for they are printed and sent."""

from django.urls import path

from binaan.portal.views import answering, cards, nominating

urlpatterns = [
    path("ikut/", nominating.portal_code, name="portal_code"),
    path("ikut/<str:token>/", nominating.portal_nominate, name="portal_nominate"),
    path("ikut/bukti/<str:proof>/", nominating.portal_proof, name="portal_proof"),
    path("undangan/<str:token>/", answering.portal_invitation, name="portal_invitation"),
    path("kartu/", cards.portal_card, name="portal_card"),
    path("kartu/<str:token>/", cards.portal_card_open, name="portal_card_open"),
]
