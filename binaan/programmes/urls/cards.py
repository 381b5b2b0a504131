"""Addresses of programmes: cards."""

urlpatterns: list = []
