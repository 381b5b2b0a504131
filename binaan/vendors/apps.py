"""Registers the room `vendors` with Django."""

from django.apps import AppConfig


class VendorsConfig(AppConfig):
    name = "binaan.vendors"
    label = "vendors"

    def ready(self):
        # Models must be loaded first.
        from binaan.registry import journeys
        from binaan.vendors import odk, parameters, relations, trail
        from binaan.vendors.queries import vendor_pages
        from binaan.vendors.sheets import arriving

        parameters.start()
        trail.start()
        relations.start()
        journeys.tell(vendor_pages.journey)
        journeys.show("vendors/business_section.html", vendor_pages.section)
        arriving.start()
        odk.start()
