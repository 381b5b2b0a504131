"""Addresses of street vendors: maps."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
