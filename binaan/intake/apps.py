"""Registers the room `intake` with Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "binaan.intake"
    label = "intake"

    def ready(self):
        from binaan.access import verbs  # models must be loaded first

        verbs.declare(
            {
                "list.handed_over": "Daftar diserahkan",
                "list.applied": "Daftar diterapkan",
                "list.refused": "Daftar ditolak",
            }
        )
