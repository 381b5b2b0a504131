"""The list of vendors as a workbook: masked, watermarked, noted in the trail."""

import secrets
import tempfile
from datetime import date
from pathlib import Path

from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.kit.dates import moment
from binaan.kit.numbers import id_number
from binaan.kit.sheets.writing import DAY, NUMBER, Column, Paper, write_xlsx
from binaan.vendors.queries import vendors
from binaan.vendors.queries.spots import schedule_of

COLUMNS = (
    Column("Nomor", width=10),
    Column("Usaha", width=28),
    Column("Nama", width=24, meaning="Pemilik usaha menurut register."),
    Column("Kelurahan/desa", width=20),
    Column("Kecamatan", width=18),
    Column("Keadaan", width=22, meaning="Menurut TDU, lalu tempat berdirinya (docs/rules/pkl.md)."),
    Column("Bidang usaha", width=18),
    Column("Dagangan", width=22),
    Column("Jenis tempat", width=24),
    Column("Lokasi", width=24),
    Column("Lapak", width=10),
    Column("Waktu berjualan", width=26),
    Column("Panjang (m)", NUMBER, 11),
    Column("Lebar (m)", NUMBER, 11),
    Column("Asal KTP", width=20, meaning="Kabupaten/kota alamat KTP; bukan dari NIK."),
    Column("Paguyuban", width=20),
    Column("Terdata", DAY, 18),
)
MOST = 20_000


def take(asked: vendors.Asked, *, on: date, by) -> bytes:
    """The vendors of a list as XLSX. What leaves is noted with the mark printed on it."""
    mine = vendors.vendors(by, Permission.EXPORT).values("pk")
    rows = list(vendors.of_part(by, asked, on).filter(pk__in=mine).order_by("number")[:MOST])
    positions = vendors.positions_of(by, rows, on)
    mark = f"{by.username}-{secrets.token_hex(4)}"
    audit.record("vendor.exported", None, by=by,
                 payload={"rows": len(rows), "mark": mark, "asked": asked._asdict()})  # fmt: skip
    said = (
        f"Diunduh {moment(timezone.now())} oleh {by} ({by.username}); {id_number(len(rows))} PKL; "
        f"kode {mark}; tanpa NIK dan telepon."
    )
    paper = Paper("PKL", str(by), mark, (said, f"Bagian: {vendors.PARTS[asked.part]}"))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "pkl.xlsx"
        write_xlsx(out, paper, COLUMNS, (_cells(by, one, positions) for one in rows))
        return out.read_bytes()


def _cells(user, one, positions: dict) -> list:
    at = one.now[0] if one.now else None
    return [
        one.short_number, one.business.name, ", ".join(str(role.owner) for role in one.business.run_by),
        one.place.name, one.place.parent.name if one.place.parent else "",
        vendors.PARTS.get(positions.get(one.pk, ""), ""), one.get_trade_display(), one.goods,
        one.get_stall_display(), at.location.name if at and at.location else "",
        at.pitch.number if at and at.pitch else "", schedule_of(user, one).told(), one.length,
        one.width, one.origin.name if one.origin else "", one.association, one.registered_on,
    ]  # fmt: skip
