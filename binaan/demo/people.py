"""The offices of the demo, who works there and with which role. All persons are invented.

Offices and bidang follow the sources: three technical bidang of Dinas Perindustrian Kabupaten
Bekasi (source 000), three of Dinas Koperasi dan UKM Kota Bekasi (source 003, §2.1). The cooperative
office of the Kabupaten stands for the hand that wrote an older list; its bidang is an example. A
NIP has the usual form (birthday, appointment, sex) with a running number of 9xx.
"""

from dataclasses import dataclass
from datetime import date

from binaan.demo.books import DINKOP, DISKOPUKM, DISPERIN
from binaan.demo.figures import KABUPATEN, KOTA

# For the demo only: printed at every start. With it Binaan never serves beyond this computer.
DEMO_PASSWORD = "data-contoh-2026"

TAMBUN_SELATAN = "32.16.06"
BEKASI_SELATAN = "32.75.04"
JAWA_BARAT = "32"
INDONESIA = "00"
METAL = "logam-mesin-elektronika-aneka"
AGRO = "kimia-agro-hasil-hutan"
CONTROL = "pengawasan-promosi"
COOPERATIVES = "koperasi"
MICRO = "usaha-mikro-fasilitasi-ukm"
INFORMAL = "usaha-informal"
SMALL = "usaha-mikro"

EUIS = "Hj. Euis Rohaeni, S.T., M.Si."
SRI = "Sri Wahyuningsih, S.Sos."
SANUSI = "Drs. H. Ahmad Sanusi, M.M."
ROTUA = "Rotua Simanjuntak, S.E."
YUSNIDAR = "Yusnidar Chaniago, S.E., M.M."
MAMAN = "Maman Sukmana, S.E."
USEP = "Dr. H. Usep Permana, M.Si."


@dataclass(frozen=True)
class DemoOffice:
    key: str
    name: str
    place: str
    divisions: tuple[tuple[str, str], ...]
    address: str = ""


@dataclass(frozen=True)
class DemoAccount:
    """One account and its one assignment; `office` and `division` are keys, empty for none."""

    username: str
    name: str
    role: str
    place: str
    office: str = ""
    division: str = ""


@dataclass(frozen=True)
class DemoDecree:
    office: str
    number: str
    title: str
    signed_on: date
    signer: str


@dataclass(frozen=True)
class DemoOfficial:
    """Someone who holds a position; `appointment` is definitive, plt or plh."""

    office: str
    name: str
    position: str
    nip: str
    rank: str
    since: date
    division: str = ""
    appointment: str = "definitive"


OFFICES = (
    DemoOffice(
        key=DISPERIN,
        name="Dinas Perindustrian Kabupaten Bekasi",
        place=KABUPATEN,
        address="Desa Sukamahi, Kecamatan Cikarang Pusat, Kabupaten Bekasi",  # source 000
        divisions=(
            (METAL, "Bidang Industri Logam, Mesin, Elektronika dan Aneka Industri"),
            (AGRO, "Bidang Kimia, Agro dan Hasil Hutan"),
            (CONTROL, "Bidang Pengawasan, Pengendalian, Evaluasi dan Promosi"),
        ),
    ),
    DemoOffice(
        key=DISKOPUKM,
        name="Dinas Koperasi, Usaha Kecil dan Menengah Kota Bekasi",
        place=KOTA,
        divisions=(
            (COOPERATIVES, "Bidang Koperasi"),
            (MICRO, "Bidang Usaha Mikro dan Fasilitasi Usaha Kecil dan Menengah"),
            (INFORMAL, "Bidang Usaha Informal"),
        ),
    ),
    DemoOffice(
        key=DINKOP,
        name="Dinas Koperasi dan UMKM Kabupaten Bekasi",
        place=KABUPATEN,
        divisions=((SMALL, "Bidang Usaha Mikro (contoh)"),),
    ),
)

# The sources name number and year of both regulations, not the day; 30 December is a placeholder.
DECREES = (
    DemoDecree(
        office=DISPERIN,
        number="Peraturan Bupati Bekasi Nomor 77 Tahun 2016",
        title="Tugas pokok dan fungsi Dinas Perindustrian (tanggal contoh)",
        signed_on=date(2016, 12, 30),
        signer="Bupati Bekasi",
    ),
    DemoDecree(
        office=DISKOPUKM,
        number="Peraturan Wali Kota Bekasi Nomor 84 Tahun 2016",
        title=(
            "Kedudukan, susunan organisasi, tugas pokok dan fungsi serta tata kerja "
            "Dinas Koperasi, Usaha Kecil dan Menengah (tanggal contoh)"
        ),
        signed_on=date(2016, 12, 30),
        signer="Wali Kota Bekasi",
    ),
)

ACCOUNTS = (
    DemoAccount("enumerator", "Rizky Ramadhan", "enumerator", TAMBUN_SELATAN, DISPERIN),
    DemoAccount("operator", "Komariah Hasanah", "kecamatan_operator", TAMBUN_SELATAN, DISPERIN),
    DemoAccount("staf", "Dian Permatasari", "section_staff", KABUPATEN, DISPERIN, AGRO),
    DemoAccount("kabid", EUIS, "section_head", KABUPATEN, DISPERIN, AGRO),
    DemoAccount("kabid.tambun", SRI, "section_head", TAMBUN_SELATAN, DISPERIN, CONTROL),
    DemoAccount("kadis", SANUSI, "office_head", KABUPATEN, DISPERIN),
    DemoAccount("perencana", "Bagus Prasetyo, S.E.", "planner", KABUPATEN, DISPERIN),
    DemoAccount("pengawas", ROTUA, "cooperative_supervisor", KOTA, DISKOPUKM, COOPERATIVES),
    DemoAccount("kabid.kota", YUSNIDAR, "section_head", KOTA, DISKOPUKM, MICRO),
    DemoAccount("perencana.kota", "Nurhasanah Lubis, S.E.", "planner", KOTA, DISKOPUKM),
    DemoAccount("kadis.kota", USEP, "office_head", KOTA, DISKOPUKM),
    DemoAccount("staf.pkl", "Hendra Saputra, S.Sos.", "section_staff", KOTA, DISKOPUKM, INFORMAL),
    DemoAccount("petugas.pkl", "Wahyu Hidayatullah", "enumerator", BEKASI_SELATAN, DISKOPUKM),
    DemoAccount("kabid.umkm", MAMAN, "section_head", KABUPATEN, DINKOP, SMALL),
    DemoAccount("auditor", "Tatang Suherman, S.E., Ak.", "auditor", KABUPATEN),
    DemoAccount("provinsi", "Neni Nuraeni, S.P., M.P.", "upper_reader", JAWA_BARAT),
    DemoAccount("admin", "Andreas Gunawan, S.Kom.", "administrator", INDONESIA),
)

OFFICIALS = (
    DemoOfficial(
        office=DISPERIN,
        name=SANUSI,
        position="Kepala Dinas",
        nip="196803121994031901",
        rank="Pembina Utama Muda (IV/c)",
        since=date(2022, 1, 3),
    ),
    DemoOfficial(
        office=DISPERIN,
        name="Ir. Wiwik Handayani, M.T.",
        position="Sekretaris Dinas",
        nip="197109242000032902",
        rank="Pembina Tingkat I (IV/b)",
        since=date(2021, 6, 1),
    ),
    DemoOfficial(
        office=DISPERIN,
        name=EUIS,
        position="Kepala Bidang Kimia, Agro dan Hasil Hutan",
        nip="197507182003122903",
        rank="Pembina (IV/a)",
        since=date(2022, 1, 3),
        division=AGRO,
    ),
    DemoOfficial(
        office=DISPERIN,
        name="Maruli Sitorus, S.T.",
        position="Kepala Bidang Industri Logam, Mesin, Elektronika dan Aneka Industri",
        nip="197811052006041904",
        rank="Penata Tingkat I (III/d)",
        since=date(2025, 9, 1),
        division=METAL,
        appointment="plt",
    ),
    DemoOfficial(
        office=DISPERIN,
        name=SRI,
        position="Kepala Bidang Pengawasan, Pengendalian, Evaluasi dan Promosi",
        nip="198002142005012905",
        rank="Pembina (IV/a)",
        since=date(2023, 2, 1),
        division=CONTROL,
    ),
    DemoOfficial(
        office=DISKOPUKM,
        name=USEP,
        position="Kepala Dinas",
        nip="196906201995031906",
        rank="Pembina Utama Muda (IV/c)",
        since=date(2023, 5, 2),
    ),
    DemoOfficial(
        office=DISKOPUKM,
        name=YUSNIDAR,
        position="Kepala Bidang Usaha Mikro dan Fasilitasi Usaha Kecil dan Menengah",
        nip="197604112002122907",
        rank="Pembina (IV/a)",
        since=date(2021, 8, 2),
        division=MICRO,
    ),
    DemoOfficial(
        office=DISKOPUKM,
        name=ROTUA,
        position="Pengawas Koperasi Ahli Muda",
        nip="198510302010012908",
        rank="Penata (III/c)",
        since=date(2020, 3, 2),
        division=COOPERATIVES,
    ),
)
