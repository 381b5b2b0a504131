"""Registers the room `intake` with Django."""

from importlib import import_module

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "binaan.intake"
    label = "intake"

    def ready(self):
        from binaan.access import verbs  # models must be loaded first

        # The worker calls handlers by name and imports nothing else that would sign them up.
        import_module("binaan.intake.importing")
        verbs.declare(
            {
                "list.handed_over": "Daftar diserahkan",
                "list.mapped": "Peta kolom disetujui",
                "list.remapped": "Peta kolom diubah lagi",
                "list.approved": "Pratinjau disetujui",
                "list.renewed": "Pratinjau dihitung ulang",
                "list.cancelled": "Daftar dibatalkan",
                "list.stopped": "Penerapan daftar dihentikan",
                "list.resumed": "Penerapan daftar dilanjutkan",
                "list.applied": "Daftar diterapkan",
                "list.refused": "Daftar ditolak",
            }
        )
