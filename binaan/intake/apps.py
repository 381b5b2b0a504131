"""Registers the room `intake` with Django."""

from importlib import import_module

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "binaan.intake"
    label = "intake"

    def ready(self):
        from binaan.intake import parameters, trail  # models must be loaded first

        # The worker calls handlers by name and imports nothing else that would sign them up.
        import_module("binaan.intake.importing")
        import_module("binaan.intake.lots")
        import_module("binaan.intake.odk.lists").start()
        parameters.start()
        trail.start()
