"""How the details of an event are shown: personal values masked, nested values as lines."""

from binaan.kit.masking import PERSONAL_FIELDS, mask, mask_text

WORDS = {
    "address": "Alamat", "appointment": "Status jabatan", "assignment": "Penugasan",
    "at_once": "Seketika", "email": "Surel", "events": "Banyaknya peristiwa", "fields": "Isian",
    "file": "Berkas", "from": "Mulai", "key": "Kunci", "name": "Nama", "note": "Catatan",
    "now": "Menjadi", "number": "Nomor", "office": "Kantor", "place": "Wilayah",
    "position": "Jabatan", "reason": "Alasan", "role": "Peran", "signed_on": "Tanggal",
    "title": "Tentang", "until": "Sampai", "username": "Nama pengguna", "value": "Nilai",
    "was": "Semula", "why": "Untuk apa", "nik": "NIK", "nib": "NIB", "npwp": "NPWP",
    "phone": "Telepon", "field": "Isian", "rows": "Baris", "lists": "Daftar",
    "values": "Banyaknya isian", "root": "Akar hash", "businesses": "Usaha", "columns": "Kolom",
    "format": "Bentuk berkas", "mark": "Kode lembar", "personal": "Baris dengan data pribadi utuh",
    "query": "Saringan", "selection": "Pilihan", "sha256": "SHA-256 berkas", "since": "Sejak",
}  # fmt: skip
# What a payload may call the value of the field it names: {"field": "nik", "was": …, "now": …}.
VALUES = {"was", "now", "value", "old", "new"}


def masked(content, field: str = ""):
    """The same content with every personal value hidden, however deep it lies."""
    if isinstance(content, dict):
        named = str(content.get("field", ""))
        return {
            key: masked(value, named if key in VALUES and named else _inner(key, field))
            for key, value in content.items()
        }
    if isinstance(content, list):
        return [masked(value, field) for value in content]
    if content is None or isinstance(content, bool):
        return content
    if field in PERSONAL_FIELDS:
        return mask(field, content)
    return mask_text(content) if isinstance(content, str) else content


def _inner(key: str, field: str) -> str:
    """A personal key hides all below it; any other leaves what was hidden hidden."""
    return field if field in PERSONAL_FIELDS and key not in PERSONAL_FIELDS else key


def lines(content, above: str = "") -> list[dict]:
    """Rows {label, value} for `kit/kv.html`: {"was": {"name": "A"}} -> "Semula · Nama", "A"."""
    if not isinstance(content, dict):
        return [{"label": above or "Isi", "value": _text(content)}]
    rows = []
    for key, value in content.items():
        label = f"{above} · {WORDS.get(key, key)}" if above else WORDS.get(key, key)
        rows += lines(value, label) if isinstance(value, dict) else _row(label, value)
    return rows


def _row(label: str, value) -> list[dict]:
    return [{"label": label, "value": _text(value)}]


def _text(value) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    return str(value)
