"""Registers the room `web` with Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "binaan.web"
    label = "web"

    def ready(self):
        from binaan.access import verbs  # noqa: PLC0415 - models must be loaded first

        verbs.declare({"figure.exported": "Angka diekspor"})
