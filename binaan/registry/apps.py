"""Registers the room `registry` with Django."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "binaan.registry"
    label = "registry"

    def ready(self):
        import binaan.registry.finding.syncing  # signs up its keeper
        from binaan.registry import sheets, trail  # models must be loaded first

        sheets.start()
        trail.start()
