"""Addresses of programmes: taking_part."""

urlpatterns: list = []
