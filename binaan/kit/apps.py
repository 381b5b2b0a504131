"""Registers the room `kit` with Django."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "binaan.kit"
    label = "kit"
