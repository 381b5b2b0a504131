"""Addresses of what comes in: lists, and what is asked in the field."""

from binaan.intake.urls import lists

urlpatterns = [
    *lists.urlpatterns,
]
