"""What people tell an enumerator of the demo, and the instance a phone would write of it."""

from collections.abc import Mapping
from datetime import datetime
from random import Random
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, tostring

from binaan.intake.models import FormVersion
from binaan.places.models import Place
from binaan.registry.models import Business, Condition

CHANNELS = ("langsung", "pasar_tradisional", "titip_jual", "medsos", "reseller")
MARKETS = ("desa", "kecamatan", "kabkota", "provinsi")
NEEDS = ("pelatihan_teknis", "kemasan", "halal", "pirt", "digital", "merek")
BARRIERS = ("modal", "bahan_baku", "pemasaran", "mesin", "tempat")
SPACES = ("rumah", "bangunan_khusus", "kios")
CAPITAL = ("sendiri", "keluarga", "bank_kur", "koperasi")


def of_business(business: Business | None, place: Place, rng: Random) -> dict[str, str]:
    """The answers about a business, as the register knows it where it does; a new one without."""
    known = _known(business) if business else _new(rng)
    said = {
        "persetujuan": "ya", "status_usaha": "aktif", "status_asosiasi": rng.choice(("bukan", "tt")),
        "bentuk_usaha": "perorangan", "kab": place.code[:5], "kec": place.code[:8],
        "kode_desa": place.code, "jenis_tempat_usaha": rng.choice(SPACES),
        "omzet_tahun": str(rng.randrange(24, 190) * 1_000_000), "omzet_tahun_acuan": "2025",
        "listrik_kwh": str(rng.randrange(30, 240) * 10),
        "pencatatan": rng.choice(("ya", "tidak")), "rekening_usaha": rng.choice(("ya", "tidak")),
        "qris": rng.choice(("ya", "tidak")), "mitra_besar": rng.choice(("ya", "tidak", "tidak")),
        "anggota_koperasi": rng.choice(("ya", "tidak", "tidak")), "pendidikan": rng.choice("1234"),
        "sumber_modal": " ".join(sorted(rng.sample(CAPITAL, rng.randint(1, 2)))),
        "kanal": " ".join(sorted(rng.sample(CHANNELS, rng.randint(1, 3)))),
        "wilayah_pemasaran": rng.choice(MARKETS), "kendala": rng.choice(BARRIERS),
        "kebutuhan": " ".join(sorted(rng.sample(NEEDS, 2))),
    }  # fmt: skip
    return said | known


def _known(business: Business) -> dict[str, str]:
    owner = business.roles.select_related("owner").first().owner
    now = Condition.objects.filter(
        business=business, known_until__isnull=True, valid_until__isnull=True
    ).first()
    counts = {
        f"tk_{kind}_{sex}": str(getattr(now, f"{name}_{column}", None) or 0)
        for kind, name in (("dibayar", "paid"), ("keluarga", "family"))
        for sex, column in (("l", "male"), ("p", "female"))
    }  # fmt: skip
    return counts | {
        "usaha_terdaftar": str(business.pk), "nama_usaha": business.name, "nama": owner.name,
        "jenis_kelamin": owner.sex or "L", "produk_utama": business.product,
        "tahun_mulai": str(business.started_year or 2018),
    }  # fmt: skip


def _new(rng: Random) -> dict[str, str]:
    name = rng.choice(("Keripik", "Kue Basah", "Jahitan", "Sambal", "Rengginang"))
    owner = rng.choice(("Nurhasanah", "Ujang Kosasih", "Titin Supriatin", "Wawan Gunawan"))
    called = f"{name} {owner.split()[0]}"
    return {
        "nama_usaha": called, "nama": owner, "jenis_kelamin": "P" if owner[0] in "NT" else "L",
        "produk_utama": name, "tahun_mulai": str(rng.randint(2016, 2025)), "tk_dibayar_l": "0",
        "tk_dibayar_p": "0", "tk_keluarga_l": str(rng.randint(0, 2)),
        "tk_keluarga_p": str(rng.randint(1, 2)),
    }  # fmt: skip


def of_vendor(place: Place, rng: Random) -> dict[str, str]:
    """The answers of a street vendor nobody listed yet."""
    trade, goods, stall = rng.choice((
        ("kuliner", "Seblak", "gerobak"), ("kuliner", "Es teh", "motor_r2"),
        ("kuliner", "Dimsum", "tenda"), ("sandang", "Topi", "gelaran"),
    ))  # fmt: skip
    owner = rng.choice(("Suparman", "Lilis Suryani", "Dadang Iskandar", "Marlina Sirait", "Slamet"))
    near = rng.random() < 0.4
    return {
        "persetujuan": "ya", "nama": owner, "jenis_kelamin": "P" if owner[0] in "LM" else "L",
        "ktp_setempat": "ya" if near else "tidak", "nama_usaha": f"{goods} {owner.split()[0]}",
        "kategori": "baru", "lama_usaha_bulan": str(rng.randint(2, 40)), "bidang_usaha": trade,
        "jenis_dagangan": goods, "jenis_tempat": stall, "panjang_m": "2", "lebar_m": "1.5",
        "omzet_harian": str(rng.randrange(15, 90) * 10_000), "hari_jualan": "1 2 3 4 5 6",
        "jam_mulai": "16:00:00.000+07:00", "jam_selesai": "22:00:00.000+07:00",
        "tk_total": str(rng.randint(1, 3)), "kab": place.code[:5], "kec": place.code[:8],
        "kode_desa": place.code, "minat_cfd": rng.choice(("ya", "tidak")),
        "kebutuhan": rng.choice(NEEDS[:2]), "pemilik_lahan": rng.choice(("jalan", "swasta")),
    }  # fmt: skip


def instance(
    version: FormVersion, said: Mapping[str, str], *, number: UUID, begun: datetime, ended: datetime
) -> bytes:
    """The XML of one filled-in form. `said`: name of a question → answer; others stay empty."""
    root = Element("data", {"id": version.form.key, "version": version.version})
    for name in ("start", "end", "today"):
        value = begun.date() if name == "today" else begun if name == "start" else ended
        _put(root, _path(version, name), value.isoformat())
    for entry in version.definition:
        if said.get(entry["name"]) and entry["type"] not in ("group", "repeat"):
            _put(root, entry["path"], said[entry["name"]])
    _put(root, "meta/instanceID", f"uuid:{number}")
    _put(root, "meta/instanceName", said.get("nama_usaha", ""))
    return tostring(root)


def _path(version: FormVersion, kind: str) -> str:
    """Where the form keeps its beginning, end or day."""
    return next((one["path"] for one in version.definition if one["type"] == kind), kind)


def _put(root: Element, path: str, text: str) -> None:
    above = root
    for name in path.split("/"):
        found = above.find(name)
        above = SubElement(above, name) if found is None else found
    above.text = text
