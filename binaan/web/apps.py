"""Registers the room `web` with Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "binaan.web"
    label = "web"

    def ready(self):
        from binaan.access import verbs
        from binaan.web import taking

        verbs.declare(
            {
                "figure.exported": "Angka diekspor",
                "quality.exported": "Tabel mutu data diekspor",
            }
        )
        taking.start()
