"""Addresses."""

from django.urls import path

from binaan.web.views.gallery import gallery
from binaan.web.views.themes import theme

urlpatterns = [
    path("tampilan/", theme, name="theme"),
    path("ui/", gallery, name="gallery"),
]
