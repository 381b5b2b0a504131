"""Registers the room `access` with Django."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "binaan.access"
    label = "access"
    verbose_name = "Pengguna dan hak"

    def ready(self):
        from binaan.access import trail

        trail.connect()
