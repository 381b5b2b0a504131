"""Lists of reference data that every form may choose from."""

from binaan.intake.fieldwork import ChoiceList, offer
from binaan.intake.queries.place_lists import groups, places


def start() -> None:
    """Called once when the room is ready."""
    offer(
        ChoiceList(
            "wilayah", ("name", "label", "tingkat", "induk"), places,
            "Kabupaten/kota, kecamatan dan desa/kelurahan penugasan petugas. tingkat: kabkota, "
            "kecamatan atau desa; induk: kode di atasnya.",
        )
    )  # fmt: skip
    offer(ChoiceList("kelompok", ("name", "label"), groups, "Kelompok industri kantor."))
