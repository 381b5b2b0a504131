"""What came of it and what it cost: certificates, cases closed with a result, rupiah spent."""

from binaan.access.permissions import Permission
from binaan.kit.measures import Asked, Shown, measure
from binaan.programmes.measures.declared import ALIKE, flow
from binaan.programmes.measures.dimensions import OF_ACTIVITIES, OF_CASES, OF_CERTIFICATES
from binaan.programmes.queries import followed


@measure(
    "programmes.certificates",
    "Sertifikat dan legalitas terbit",
    unit="sertifikat",
    formula="Banyaknya sertifikat atau legalitas usaha yang terbit di dalam periode sebagai hasil "
    "fasilitasi kantor dan tidak dicabut. Yang sudah dimiliki sebelum difasilitasi tidak dihitung.",
    source="Sertifikat yang dicatat pada fasilitasi (docs/rules/fasilitasi.md)",
    dimensions=OF_CERTIFICATES,
    shows=(Shown("number", "Nomor"), Shown("issued_on", "Terbit")),
    subject="business",
    **ALIKE,
)
def certificates(user, asked: Asked):
    return followed.certificates(user, **flow(asked))


@measure(
    "programmes.cases_closed",
    "Kasus pembinaan ditutup dengan hasil",
    unit="kasus",
    formula="Banyaknya kasus pembinaan yang di dalam periode ditutup dengan masalah terselesaikan, "
    "seluruhnya atau sebagian.",
    source="Kasus pembinaan (docs/rules/layanan.md)",
    dimensions=OF_CASES,
    shows=(Shown("closed_on", "Ditutup"), Shown("outcome", "Hasil")),
    subject="business",
    **ALIKE,
)
def cases_closed(user, asked: Asked):
    return followed.cases_closed(user, **flow(asked))


@measure(
    "programmes.cost",
    "Biaya kegiatan",
    unit="rupiah",
    formula="Jumlah biaya terpakai dari kegiatan yang mulai di dalam periode dan tidak dibatalkan. "
    "Kegiatan yang biayanya belum dicatat tidak menambah apa-apa dan disebut tersendiri. Dibagi "
    "peserta: biaya per peserta; dibagi sertifikat dan kasus dengan hasil: biaya per hasil.",
    source="Rincian biaya kegiatan",
    polarity="down",
    total="cost",
    dimensions=OF_ACTIVITIES,
    order=("starts_on", "pk"),
    shows=(Shown("starts_on", "Mulai"), Shown("cost", "Biaya (Rp)")),
    subject="activity",
    **(ALIKE | {"opens_with": Permission.PROGRAMME_VIEW}),
)
def cost(user, asked: Asked):
    return followed.spending(user, **flow(asked))
