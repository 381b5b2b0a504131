"""Registers the room `demo` with Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "binaan.demo"
    label = "demo"
