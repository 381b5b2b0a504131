"""`annotate --batch ID --out FILE.xlsx`: the sender's workbook with its problems marked in their cells."""

import os
from pathlib import Path
from uuid import UUID

from binaan.access.commands import user_named
from binaan.intake.annotating import annotate
from binaan.intake.models import Batch
from binaan.kit.commands import JsonCommand, Refused, WrongUsage


class Command(JsonCommand):
    help = "Menandai setiap masalah di sel buku kerja pengirim, untuk diperbaiki dan dikirim lagi."

    def arguments(self, parser):
        parser.add_argument("--batch", required=True, help="Nomor kiriman.")
        parser.add_argument("--out", required=True, type=Path, help="Berkas hasil (.xlsx).")
        parser.add_argument("--by", help="Nama pengguna; kosong berarti pengelola mesin ini.")

    def answer(self, **options):
        out = Path(options["out"])
        if out.suffix.lower() != ".xlsx":
            raise WrongUsage("--out harus berakhir .xlsx.")
        batch = _batch(options["batch"])
        user = user_named(options["by"]) if options.get("by") else None
        if out.is_dir() or not out.parent.is_dir() or not os.access(out.parent, os.W_OK):
            raise Refused(f"Tidak dapat menulis ke {out}; periksa foldernya.")
        try:
            done = annotate(batch, out, user=user)
        except OSError as error:
            raise Refused(f"Tidak dapat menulis ke {out}: {error.strerror}.") from error
        return {
            "batch": str(batch.pk),
            "file": str(out),
            "problems": done.problems,
            "cells": done.cells,
            "formats_kept": done.formats_kept,
        }


def _batch(text: str) -> Batch:
    try:
        key = UUID(text)
    except ValueError:
        key = None
    found = Batch.objects.select_related("version__source__office", "place", "file")
    batch = found.filter(pk=key).first() if key else None
    if batch is None:
        raise Refused(f"Kiriman {text!r} tidak ada. Nomornya tercetak oleh import_list.")
    return batch
