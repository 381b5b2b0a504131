"""Addresses of the OpenRosa server."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
