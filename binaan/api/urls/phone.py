"""Addresses of the phone's page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
