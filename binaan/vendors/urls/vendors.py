"""Addresses of street vendors: vendors."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
