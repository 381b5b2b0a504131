"""Addresses of street vendors: events."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
