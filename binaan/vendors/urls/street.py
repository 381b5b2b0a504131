"""Addresses of street vendors: findings in the street, cards of TDUs."""

from django.urls import path

from binaan.vendors.views import cards, street

urlpatterns = [
    path("pkl/temuan/", street.finding_list, name="finding_list"),
    path("pkl/temuan/baru/", street.finding_add, name="finding_add"),
    path("pkl/temuan/<uuid:pk>/", street.finding_detail, name="finding_detail"),
    path("pkl/temuan/<uuid:pk>/foto/", street.finding_photo, name="finding_photo"),
    path("pkl/tdu/<uuid:pk>/kartu/", cards.tdu_card, name="tdu_card"),
    path("pkl/tdu/<uuid:pk>/kartu/cetak/", cards.tdu_card_print, name="tdu_card_print"),
    path("pkl/tdu/<uuid:pk>/kartu/ganti/", cards.tdu_card_replace, name="tdu_card_replace"),
    path("pkl/tdu/kartu/", cards.tdu_sheet, name="tdu_sheet"),
]
