"""Addresses of street vendors: locations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
