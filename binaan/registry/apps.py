"""Registers the room `registry` with Django."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "binaan.registry"
    label = "registry"

    def ready(self):
        # Models must be loaded first.
        from binaan.registry import journeys, odk, roll, sheets, trail
        from binaan.registry.finding import syncing
        from binaan.registry.matching import keys
        from binaan.registry.queries import answered
        from binaan.registry.snapshot import keeping

        sheets.start()
        odk.start()
        trail.start()
        syncing.start()
        keeping.start()
        keys.start()
        roll.start()
        journeys.show("registry/field_answers.html", answered.section)
