"""Addresses of programmes: figures of coverage, continuity and effect."""

from django.urls import path

from binaan.programmes.views import figures

urlpatterns = [
    path("program/angka/", figures.programme_figures, name="programme_figures"),
    path("program/angka/hasil/", figures.programme_effect, name="programme_effect"),
]
