"""Registers the room `web` with Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "binaan.web"
    label = "web"

    def ready(self):
        from binaan.access import verbs

        verbs.declare({"figure.exported": "Angka diekspor"})
