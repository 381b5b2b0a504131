"""Words that mark the parts of an address. Own collection [D]; beside rules/addresses.py."""

# kind of part → canonical mark and the words for it
MARKS = {
    "street": (("jl", "jalan jln jl jlan jalur jlm"), ("gg", "gang gg gng lorong lrg")),
    "kampung": (("kp", "kampung kmp kp kpg kmpung kamp"), ("dusun", "dusun dsn dus")),
    "estate": (
        ("", "perum perumahan prm perumnas komplek kompleks komp kompl cluster klaster cluter perumh pr"),
        ("griya", "griya gria grya"), ("villa", "villa vila"), ("graha", "graha"), ("ruko", "ruko rukan"),
        ("apartemen", "apartemen apartment"), ("rusun", "rusun rusunawa rusunami"), ("asrama", "asrama"),
    ),
    "block": (("", "blok blk block"),),
    "number": (("", "no nomor nmr nr nomer kav kavling kavl"),),
    "place": (
        ("", "kel kelurahan desa ds kec kecamatan kab kabupaten kota prov provinsi propinsi jabar kodepos pos"),
    ),
    "landmark": (("", "dekat dkt depan dpn samping smping belakang blkg blk2 sebelah seberang sebrang"),),
}  # fmt: skip
# Marks that are names too: "Jl. Griya Asri", "Jl. Desa Mekar".
ALSO_NAMES = frozenset("estate place kampung landmark".split())
DIRECTIONS = {
    "utr": "utara", "ut": "utara", "sel": "selatan", "slt": "selatan", "tmr": "timur", "tim": "timur",
    "brt": "barat", "bar": "barat", "tgh": "tengah", "teng": "tengah", "ry": "raya", "ps": "pasar", "psr": "pasar",
    "perm": "permai", "pms": "permai", "indh": "indah", "rw": "rawa", "mesjid": "masjid",
    "masjid": "masjid", "msjd": "masjid",
    "mushola": "musola", "musholla": "musola", "mushalla": "musola", "pulau": "pulo", "res": "residence",
    "residen": "residence", "residences": "residence", "reg": "regency", "regensi": "regency", "pondok": "pondok",
    "pdk": "pondok", "vila": "villa", "tmn": "taman", "bks": "bekasi", "ckr": "cikarang", "cikrg": "cikarang",
    "pahlwn": "pahlawan", "proklmsi": "proklamasi", "kh": "kh",
}  # fmt: skip
# Before the names of people in streets; left out as long as a word stays.
TITLES = frozenset(
    "jend jendral jenderal jendr let letnan letjen letkol kol kolonel mayjen mayor may kapten kapt brigjen ir dr "
    "drs prof kh h hj haji hajah ki raden rd sersan laksamana laks pangeran p sultan ust ustad k".split()
) - {"p", "may"}
WHOLE_NAMES = {
    "a yani": "ahmad yani",
    "m yamin": "muhammad yamin",
    "m toha": "muhammad toha",
    "m husni": "muhammad husni",
}
ROMAN = {
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10",
    "xi": "11", "xii": "12", "xiii": "13", "xiv": "14", "xv": "15",
}  # fmt: skip
# Single names of streets that are no Roman numbers; a letter alone counts only at the end.
SPOKEN = {"satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5"}
