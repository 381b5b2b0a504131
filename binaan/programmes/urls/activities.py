"""Addresses of programmes: activities."""

urlpatterns: list = []
