"""Registers the room `reports` with Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "binaan.reports"
    label = "reports"

    def ready(self):
        from binaan.access import verbs
        from binaan.reports import parameters

        parameters.start()
        verbs.declare({"report.made": "Laporan dibuat"})
        verbs.declare_kind("reports.Printout", "Cetakan laporan", "report_printout")
