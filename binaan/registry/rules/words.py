"""Words people write for the choices of the register, folded (lower case, letters and digits only).

Sources: data/ikm/choices.csv and the headings of office lists seen in the source documents.
"""

SEX: dict[str, tuple[str, ...]] = {
    "L": ("l", "lk", "lk2", "laki", "lakilaki", "laki2", "lelaki", "pria", "cowok", "bapak", "male", "m",
          "1lakilaki", "1laki"),
    "P": ("p", "pr", "prp", "prempuan", "perempuan", "perem", "w", "wnt", "wanita", "cewek", "ibu",
          "female", "f", "2perempuan"),
}  # fmt: skip
LEGAL_FORM = {
    "perorangan": (
        "perorangan",
        "perseorangan",
        "po",
        "op",
        "pribadi",
        "perorang",
        "orangperorangan",
        "orangperseorangan",
        "individu",
        "usahaperorangan",
        "usahaperseorangan",
        "tidakberbadanhukum",
        "tidakberbadanusaha",
        "tidakadabadanusaha",
        "belumberbadanhukum",
        "nonbadanusaha",
        "nonbadanhukum",
        "perorangantanpabadanusaha",
    ),
    "pt_perorangan": (
        "ptperorangan",
        "ptperseorangan",
        "ptperoranganumk",
        "ptpo",
        "perseroanperorangan",
    ),
    "pt": ("pt", "perseroanterbatas", "pttbk", "perseroan"),
    "cv": ("cv", "persekutuankomanditer", "perseroankomanditer", "komanditer"),
    "firma": ("firma", "fa", "persekutuanfirma"),
    "ud": ("ud", "pd", "udpd", "pdud", "usahadagang", "perusahaandagang"),
    "koperasi": ("koperasi", "kop", "koprasi"),
    "yayasan": ("yayasan", "perkumpulan", "yayasanperkumpulan"),
    "kub": ("kub", "kelompok", "kelompokusahabersama", "kubkelompokusahabersama"),
    "bumdes": ("bumdes", "bumdesa", "badanusahamilikdesa"),
    "lain": ("lain", "lainnya", "lainlain"),
}
STATUS = {
    "running": ("aktif", "aktf", "berjalan", "jalan", "mshjalan", "masihjalan", "msihjalan", "beroperasi",
                "masihberoperasi", "operasi", "produksi", "berproduksi", "masihproduksi", "buka", "masihbuka",
                "running", "ya", "masihaktif", "mshaktif", "masihberjalan", "masih", "masihada", "ada",
                "berlangsung", "lancar", "normal", "hidup", "eksis", "aktifberproduksi"),
    "seasonal": ("musiman", "aktifmusiman", "seasonal", "kadangkadang", "sesuaipesanan", "bilaadapesanan",
                 "kaloadapesanan", "kalauadapesanan", "pesanan", "byorder", "tidakmenentu"),
    "resting": ("berhentisementara", "tidur", "vakum", "vacum", "vakumsementara", "tidakaktif", "tdkaktif",
                "takaktif", "sementaratutup", "nonaktif", "nonaktiv", "tutupsementara", "resting", "libur",
                "offsementara", "tidakproduksi", "tdkproduksi", "belumproduksilagi", "macet",
                "matisuri", "stopsementara", "istirahat", "off"),
    "closed": ("tutup", "bangkrut", "gulungtikar", "tidakberoperasi", "tdkberoperasi", "berhenti", "bubar",
               "tutuppermanen", "closed", "sudahtutup", "sdhtutup", "tidakadalagi", "sudahtidakada",
               "tidakusahalagi", "tidakberjalan", "tdkberjalan", "tdkjalan", "tidakjalan", "mati", "stop",
               "berhentiusaha", "sudahtidakaktif", "tutuptotal", "pailit", "sudahberhenti", "tidakjalanlagi"),
    "moved": ("pindah", "pindahkeluarwilayah", "moved", "pindahalamat", "pindahlokasi", "sudahpindah",
              "pindahkota", "pindahtempat", "pindahkeluarkota", "pindahkeluarkabupaten"),
    "sold": ("dijual", "berpindahpemilik", "gantipemilik", "sold", "sudahdijual", "pindahtangan",
             "gantikepemilikan", "dioperkan", "alihkepemilikan"),
    "owner_died": ("meninggal", "pemilikmeninggal", "almarhum", "almarhumah", "alm", "wafat",
                   "meninggaldunia", "sudahmeninggal"),
    "not_found": ("tidakditemukan", "notfound", "tidakketemu", "tdkditemukan", "tdkketemu",
                  "tidakditemukansaatverifikasi", "tidakdiketemukan", "alamattidakditemukan", "fiktif"),
    "not_started": ("belummulai", "calonwirausaha", "belumproduksi", "belumberjalan", "belumjalan",
                    "belumbuka", "belumberoperasi", "rencana", "blmmulai", "belummulaicalonwirausaha",
                    "rintisan", "persiapan"),
}  # fmt: skip
ASSOCIATION = {
    "anggota": ("anggota", "ya", "y", "anggotaasosiasi", "sudah", "member", "aktif", "anggotaaktif", "ikut",
                "terdaftar", "tergabung", "bergabung", "iya", "ada", "v", "√", "✓", "✔", "1"),
    "mantan": ("mantan", "pernah", "pernahanggota", "mantananggota", "sudahkeluar", "keluar", "bekas",
               "dulu", "pernahikut", "tidakaktiflagi", "nonaktif"),
    "bukan": ("bukan", "tidak", "tdk", "bukananggota", "tidakikut", "tidakanggota", "tdkikut", "belum", "blm",
              "non", "nonanggota", "tidakada", "tdkada", "belumada", "blmada", "belumbergabung", "belumikut",
              "tidakbergabung", "tidakterdaftar", "t", "0", "mandiri"),
    "tidak_tahu": ("tidaktahu", "tt", "tidakdiketahui", "tdktahu", "kurangtahu", "lupa", "tidakjelas"),
}  # fmt: skip
MARKET = {
    "kecamatan": ("kecamatan", "lokal", "local", "sekitar", "sekitarnya", "lingkungansekitar", "desa",
                  "kelurahan", "rt", "rw", "lingkungan", "tetangga", "setempat", "desakelurahansetempat",
                  "pasarlokal", "sekitarrumah", "dalamkecamatan", "antardesa"),
    "kabkota": ("kabkota", "kabupaten", "kota", "kabupatenkota", "dalamkota", "dalamkabupaten", "bekasi",
                "kab", "kotabekasi", "kabbekasi", "kabupatenbekasi", "sebekasi", "antarkecamatan",
                "bekasidansekitarnya", "bekasisekitarnya"),
    "provinsi": ("provinsi", "propinsi", "antarkota", "luarkota", "jabodetabek", "jawabarat", "jabar",
                 "regional", "antarkabupaten", "luarkabupaten", "jakarta", "jabotabek", "prov"),
    "nasional": ("nasional", "antarprovinsi", "antarpropinsi", "dalamnegeri", "indonesia", "luarprovinsi",
                 "seluruhindonesia", "antarpulau", "luarjawa", "sejawa", "nusantara", "domestik",
                 "online", "marketplace"),
    "ekspor": ("ekspor", "export", "eksport", "luarnegeri", "ln", "internasional", "eksporlangsung",
               "eksportidaklangsung", "mancanegara", "asean"),
}  # fmt: skip
YES_NO = {
    "true": ("ya", "y", "iya", "yes", "1", "benar", "true", "pkl", "dibina", "binaan", "v", "√", "✓", "✔", "✅",
             "sudah", "sdh", "ada", "pernah", "sudahdibina", "pernahdibina", "betul"),
    "false": ("tidak", "tdk", "t", "no", "n", "0", "bukan", "false", "belum", "blm", "tidakada", "tdkada",
              "belumada", "belumpernah", "tidakpernah", "belumdibina", "tidakdibina", "nonbinaan", "bukanbinaan",
              "bukanpkl", "nonpkl"),
}  # fmt: skip
CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
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
    "null", "belum dihitung", "belum diketahui", "tidak diketahui", "tidak diisi", "belum diisi",
    "tidak ada keterangan", "data tidak ada", "(kosong)", "…", "...", "–", "—", "_", "*",
)  # fmt: skip
# In a column that is no choice these say that there is none: nothing is known of its value.
NONE_THERE = (
    "tidak ada", "tdk ada", "tak ada", "belum ada", "blm ada", "belum punya", "blm punya", "tidak punya",
    "tdk punya", "belum memiliki", "tidak memiliki", "belum", "blm", "tidak", "tdk", "belum dibuat",
    "belum diurus", "proses", "dalam proses", "sedang proses", "masih proses", "sedang diurus",
    "tidak tahu", "tdk tahu", "lupa", "//", "none",
)  # fmt: skip
REFUSED = (
    "rahasia", "tidak bersedia", "tdk bersedia", "menolak", "menolak menjawab", "tidak mau menjawab",
    "tidak mau", "tdk mau", "tidak mau jawab", "tidak mau memberi", "enggan", "enggan menjawab", "keberatan",
    "tidak bersedia menjawab", "tidak mau menyebutkan", "tidak mau diisi", "privasi", "pribadi",
)  # fmt: skip


def reading(choices: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Folded word → stored key; the key itself counts as a word."""
    words = {key.replace("_", "").lower(): key for key in choices}
    words.update({word: key for key, variants in choices.items() for word in variants})
    return words
