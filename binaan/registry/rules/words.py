"""Words people write for the choices of the register, folded (lower case, letters and digits only).

Sources: data/ikm/choices.csv and the headings of office lists seen in the source documents.
"""

SEX = {
    "L": ("l", "lk", "laki", "lakilaki", "pria", "male", "m"),
    "P": ("p", "pr", "perempuan", "wanita", "female", "f"),
}
LEGAL_FORM = {
    "perorangan": (
        "perorangan",
        "perseorangan",
        "po",
        "op",
        "pribadi",
        "perorangantanpabadanusaha",
    ),
    "pt_perorangan": ("ptperorangan", "ptperoranganumk", "ptpo"),
    "pt": ("pt", "perseroanterbatas"),
    "cv": ("cv", "persekutuankomanditer"),
    "firma": ("firma", "fa"),
    "ud": ("ud", "pd", "udpd", "usahadagang", "perusahaandagang"),
    "koperasi": ("koperasi",),
    "yayasan": ("yayasan", "perkumpulan", "yayasanperkumpulan"),
    "kub": ("kub", "kelompok", "kelompokusahabersama", "kubkelompokusahabersama"),
    "bumdes": ("bumdes", "bumdesa"),
    "lain": ("lain", "lainnya", "lainlain"),
}
STATUS = {
    "running": ("aktif", "berjalan", "jalan", "beroperasi", "produksi", "buka", "running", "ya",
                "masihaktif", "masihberjalan"),
    "seasonal": ("musiman", "aktifmusiman", "seasonal"),
    "resting": ("berhentisementara", "tidur", "vakum", "tidakaktif", "sementaratutup", "nonaktif",
                "tutupsementara", "resting"),
    "closed": ("tutup", "bangkrut", "gulungtikar", "tidakberoperasi", "berhenti", "tutuppermanen",
               "closed", "sudahtutup"),
    "moved": ("pindah", "pindahkeluarwilayah", "moved", "pindahalamat"),
    "sold": ("dijual", "berpindahpemilik", "gantipemilik", "sold"),
    "owner_died": ("meninggal", "pemilikmeninggal", "almarhum"),
    "not_found": ("tidakditemukan", "notfound", "tidakketemu"),
    "not_started": ("belummulai", "calonwirausaha", "belumproduksi"),
}  # fmt: skip
ASSOCIATION = {
    "anggota": ("anggota", "ya", "anggotaasosiasi", "sudah", "member"),
    "mantan": ("mantan", "pernah", "pernahanggota", "mantananggota"),
    "bukan": ("bukan", "tidak", "bukananggota", "belum", "non", "nonanggota"),
    "tidak_tahu": ("tidaktahu", "tt", "tidakdiketahui"),
}
MARKET = {
    "kecamatan": ("kecamatan", "lokal", "sekitar", "desa", "kelurahan", "rt"),
    "kabkota": ("kabkota", "kabupaten", "kota", "kabupatenkota", "dalamkota", "dalamkabupaten",
                "bekasi"),
    "provinsi": ("provinsi", "antarkota", "jabodetabek", "jawabarat", "regional"),
    "nasional": ("nasional", "antarprovinsi", "dalamnegeri", "indonesia", "luarprovinsi"),
    "ekspor": ("ekspor", "export", "luarnegeri", "internasional"),
}  # fmt: skip
YES_NO = {
    "true": ("ya", "y", "iya", "yes", "1", "benar", "true", "pkl", "dibina", "binaan"),
    "false": ("tidak", "t", "no", "n", "0", "bukan", "false", "belum"),
}
CHOICES = {
    "sex": SEX,
    "legal_form": LEGAL_FORM,
    "status": STATUS,
    "association": ASSOCIATION,
    "market": MARKET,
    "is_vendor": YES_NO,
    "guided": YES_NO,
}
NOTHING_SAID = (
    "-", "--", "---", ".", "?", "n/a", "na", "tidak ada data", "belum ada data", "kosong", "nihil",
    "null", "belum dihitung", "belum diketahui", "tidak diketahui",
)  # fmt: skip
REFUSED = ("rahasia", "tidak bersedia", "menolak", "menolak menjawab", "tidak mau menjawab")


def reading(choices: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Folded word → stored key; the key itself counts as a word."""
    words = {key.replace("_", "").lower(): key for key in choices}
    words.update({word: key for key, variants in choices.items() for word in variants})
    return words
