"""Addresses of street vendors: TDUs and objections."""

from django.urls import path

from binaan.vendors.views import permits

urlpatterns = [
    path("pkl/tdu/", permits.tdu_list, name="tdu_list"),
    path("pkl/tdu/<uuid:pk>/", permits.tdu_detail, name="tdu_detail"),
    path("pkl/tdu/<uuid:pk>/tempat/", permits.tdu_ask, name="tdu_ask"),
    path("pkl/tdu/<uuid:pk>/berkas/<uuid:step>/", permits.tdu_paper, name="tdu_paper"),
    path("pkl/keberatan/", permits.objection_list, name="objection_list"),
    path("pkl/keberatan/baru/", permits.objection_add, name="objection_add"),
    path("pkl/keberatan/<uuid:pk>/", permits.objection_detail, name="objection_detail"),
]
