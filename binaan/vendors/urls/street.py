"""Addresses of street vendors: street."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
