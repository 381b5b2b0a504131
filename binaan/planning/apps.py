"""Registers the room `planning` with Django."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "binaan.planning"
    label = "planning"

    def ready(self):
        from binaan.planning import parameters, trail  # models must be loaded first

        parameters.start()
        trail.start()
