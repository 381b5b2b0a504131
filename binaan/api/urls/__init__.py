"""Addresses of what programs and phones talk to."""

from binaan.api.urls import openrosa, phone

urlpatterns = [*openrosa.urlpatterns, *phone.urlpatterns]
