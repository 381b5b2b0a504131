"""Registers the room `places` with Django."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "binaan.places"
    verbose_name = "Wilayah dan kode"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from binaan.places import scope  # noqa: F401  (registers the `within` lookup)
