"""Addresses of programmes: staying."""

urlpatterns: list = []
