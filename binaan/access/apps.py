"""Registers the room `access` with Django."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "binaan.access"
    label = "access"
