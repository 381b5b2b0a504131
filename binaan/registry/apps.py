"""Registers the room `registry` with Django."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "binaan.registry"
    label = "registry"
