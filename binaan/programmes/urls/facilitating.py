"""Addresses of programmes: facilitating."""

urlpatterns: list = []
