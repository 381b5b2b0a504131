"""Addresses of programmes: figures."""

urlpatterns: list = []
