"""Registers the room `vendors` with Django."""

from django.apps import AppConfig


class VendorsConfig(AppConfig):
    name = "binaan.vendors"
    label = "vendors"

    def ready(self):
        # Models must be loaded first.
        from binaan.vendors import parameters, relations, trail

        parameters.start()
        trail.start()
        relations.start()
