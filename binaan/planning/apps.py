"""Registers the room `planning` with Django."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "binaan.planning"
    label = "planning"

    def ready(self):
        # Models must be loaded first; `keeping` signs itself up.
        from binaan.planning import keeping, parameters, trail  # noqa: F401

        parameters.start()
        trail.start()
