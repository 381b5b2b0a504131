"""Addresses of programmes: experts."""

urlpatterns: list = []
