"""Registers the room `programmes` with Django."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "binaan.programmes"
    label = "programmes"

    def ready(self):
        # Models must be loaded first.
        from binaan.programmes import parameters, relations, trail
        from binaan.programmes.queries import copying

        parameters.start()
        trail.start()
        relations.start()
        copying.start()
