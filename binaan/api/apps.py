"""Registers the room `api` with Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "binaan.api"
    label = "api"
