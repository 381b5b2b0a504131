"""Addresses of street vendors: permits."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
