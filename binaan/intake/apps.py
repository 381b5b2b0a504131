"""Registers the room `intake` with Django."""

from importlib import import_module

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "binaan.intake"
    label = "intake"

    def ready(self):
        # The worker calls handlers by name and imports nothing else that would sign them up.
        import_module("binaan.intake.importing")
