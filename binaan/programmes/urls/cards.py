"""Addresses of programmes: Kartu binaan, and who put himself forward."""

from django.urls import path

from binaan.programmes.views import cards, nominating

urlpatterns = [
    path("program/kartu/<uuid:pk>/", cards.card_detail, name="card_detail"),
    path("program/kartu/<uuid:pk>/tautan/", cards.card_link, name="card_link"),
    path("program/kartu/<uuid:pk>/cetak/", cards.card_print, name="card_print"),
    path("program/pendaftaran/", nominating.nomination_all, name="nomination_all"),
    path(
        "program/pendaftaran/kegiatan/<uuid:pk>/", nominating.nomination_list,
        name="nomination_list",
    ),
    path(
        "program/pendaftaran/kegiatan/<uuid:pk>/qr.svg", nominating.nomination_code,
        name="nomination_code",
    ),
    path(
        "program/pendaftaran/kegiatan/<uuid:pk>/baru/", nominating.nomination_add,
        name="nomination_add",
    ),
    path(
        "program/pendaftaran/kegiatan/<uuid:pk>/kertas/", nominating.nomination_codes,
        name="nomination_codes",
    ),
    path("program/pendaftaran/<uuid:pk>/", nominating.nomination_match, name="nomination_match"),
    path("program/pendaftaran/<uuid:pk>/sisihkan/", nominating.nomination_aside, name="nomination_aside"),
    path("program/pendaftaran/<uuid:pk>/kembalikan/", nominating.nomination_back, name="nomination_back"),
]  # fmt: skip
