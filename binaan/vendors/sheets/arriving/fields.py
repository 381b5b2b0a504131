"""What a list of street vendors may state: what one of businesses may, and what only street trade knows.

Source: data/ikm/fields-pkl.csv; headings as offices write them.
"""

from binaan.intake.kinds import KindField
from binaan.registry.rules.choosing import folded
from binaan.registry.sheets import USAHA
from binaan.vendors.choices import Category, Stall, Trade

STREET = "Usaha di jalan"
LEFT_OUT = (
    "capacity", "capacity_unit", "production_value", "market", "investment", "legal_form", "ekraf",
    "is_vendor", "guided", "product", "kbli_edition",
)  # fmt: skip
OWN = (
    KindField("trade", "Bidang usaha", ("bidang usaha", "bidang", "jenis usaha pkl", "kelompok dagangan"),
              kind="choice", help="Kuliner, kerajinan, tanaman hias, baju …", group=STREET),
    KindField("goods", "Jenis dagangan", ("jenis dagangan", "dagangan", "jenis jualan", "jualan",
              "barang dagangan", "jenis barang", "produk", "komoditas"), group=STREET),
    KindField("stall", "Jenis tempat", ("jenis tempat usaha", "jenis tempat", "tempat usaha", "sarana",
              "sarana usaha", "alat berdagang"), kind="choice",
              help="Gelaran, lesehan, tenda, gerobak …", group=STREET),
    KindField("category", "Kategori PKL", ("kategori", "kategori pkl", "pkl lama/baru", "lama/baru"),
              kind="choice", help="Lama atau baru.", group=STREET),
    KindField("length", "Panjang lapak (m)", ("panjang", "panjang (m)", "panjang lapak"),
              kind="number", group=STREET),
    KindField("width", "Lebar lapak (m)", ("lebar", "lebar (m)", "lebar lapak"), kind="number", group=STREET),
    KindField("days", "Hari berjualan", ("hari", "hari jualan", "hari berjualan", "hari dagang"), group=STREET),
    KindField("begins", "Jam mulai", ("jam mulai", "jam buka", "mulai jam", "buka"), group=STREET),
    KindField("ends", "Jam selesai", ("jam selesai", "jam tutup", "sampai jam", "tutup"), group=STREET),
    KindField("location", "Kode lokasi PKL", ("kode titik", "titik", "kode lokasi", "lokasi pkl", "titik lokasi",
              "lokasi binaan"), kind="choice", help="Kode atau nama lokasi yang terdaftar.", group=STREET),
    KindField("pitch", "Nomor lapak", ("nomor lapak", "no lapak", "lapak", "blok", "nomor blok"), group=STREET),
    KindField("origin", "Kabupaten/kota KTP", ("asal ktp", "kabupaten/kota ktp", "asal", "ktp daerah",
              "daerah asal"), help="Alamat KTP sekarang, bukan dari NIK.", group=STREET),
    KindField("union", "Paguyuban", ("paguyuban", "kelompok pkl", "organisasi pkl"), group=STREET),
    KindField("trading_months", "Lama usaha (bulan)", ("lama usaha", "lama usaha (bulan)",
              "lama berjualan (bulan)"), kind="count", group=STREET),
    KindField("wants_events", "Minat hari acara", ("minat cfd", "minat bazar", "minat hari acara"), kind="choice",
              group=STREET),
    KindField("listed_on", "Tanggal pendataan", ("tanggal pendataan", "tgl pendataan", "tanggal survei", "tgl"),
              kind="date", group=STREET),
)  # fmt: skip
NAMES = frozenset(one.name for one in OWN)


def every() -> tuple[KindField, ...]:
    """The fields of the kind: a word a business list knows otherwise is a vendor's here."""
    mine = {word for one in OWN for word in one.synonyms}
    kept = [one for one in USAHA.fields if one.name not in (*LEFT_OUT, *NAMES)]
    return tuple(
        one._replace(synonyms=tuple(word for word in one.synonyms if word not in mine))
        for one in kept
    ) + OWN  # fmt: skip


def _reading(choices, more: dict[str, tuple[str, ...]]) -> dict[str, str]:
    found = {folded(text): key for key, label in choices.choices for text in (key, label)}
    found |= {folded(label.split(" (")[0]): key for key, label in choices.choices}
    return found | {folded(word): key for key, every in more.items() for word in every}


TRADES = _reading(Trade, {
    "kuliner": ("makanan", "minuman", "makanan dan minuman", "makanan/minuman", "jajanan", "kopi"),
    "sandang": ("pakaian", "baju", "sepatu", "tas", "konveksi"), "kerajinan": ("kriya", "souvenir"),
    "lain": ("lain-lain", "lain", "lainnya", "jasa"),
})  # fmt: skip
STALLS = _reading(Stall, {
    "gerobak": ("grobak", "gerobak dorong", "dorongan"), "tenda": ("tenda bongkar pasang",),
    "motor_r2": ("motor", "sepeda motor"), "motor_r3": ("viar", "tossa", "roda tiga"),
    "motor_r4": ("mobil", "mobil toko", "roda empat"), "selter": ("shelter",),
})  # fmt: skip
CATEGORIES = _reading(Category, {"lama": ("pkl lama",), "baru": ("pkl baru",)})
