"""Addresses of programmes: selecting."""

urlpatterns: list = []
