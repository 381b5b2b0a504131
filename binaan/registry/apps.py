"""Registers the room `registry` with Django."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "binaan.registry"
    label = "registry"

    def ready(self):
        from binaan.registry import odk, roll, sheets, trail  # models must be loaded first
        from binaan.registry.finding import syncing
        from binaan.registry.matching import keys
        from binaan.registry.snapshot import keeping

        sheets.start()
        odk.start()
        trail.start()
        syncing.start()
        keeping.start()
        keys.start()
        roll.start()
