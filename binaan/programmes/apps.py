"""Registers the room `programmes` with Django."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "binaan.programmes"
    label = "programmes"

    def ready(self):
        # Models must be loaded first; `keeping` signs itself up.
        from binaan.programmes import keeping, parameters, relations, trail  # noqa: F401
        from binaan.programmes.queries import copying, journey
        from binaan.programmes.sheets import arriving
        from binaan.registry import journeys

        parameters.start()
        trail.start()
        relations.start()
        copying.start()
        journeys.tell(journey.journey)
        arriving.start()
        journeys.show("programmes/business_section.html", journey.section)
