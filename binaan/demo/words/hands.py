"""How other clerks write the same words: abbreviations, old spellings, letters heard alike."""

# Words of people's names; a key with a point is an abbreviation written out again.
NAME_WORDS = {
    "muhammad": ("Moh.", "Muh.", "M.", "Mochamad", "Mohamad"),
    "m.": ("Muhammad", "Moch.", "Muh."),
    "moh.": ("Muhammad", "M.", "Moch."),
    "ahmad": ("Achmad", "Akhmad", "Akhmat"),
    "achmad": ("Ahmad", "Akhmad"),
    "abdul": ("Abd.", "Abdoel"),
    "abdullah": ("Abdulloh", "Abd."),
    "siti": ("St.", "Sitti"),
    "nur": ("Noer", "Nurr"),
    "dewi": ("Dewy", "Dwi"),
    "rahmat": ("Rachmat", "Rohmat"),
    "usman": ("Oesman", "Utsman"),
    "yusuf": ("Jusuf", "Yusup"),
    "umar": ("Oemar",),
    "joko": ("Djoko",),
    "hidayat": ("Hidajat", "Hdayat"),
    "saepudin": ("Saefudin", "Syaifuddin"),
    "zaenal": ("Zainal", "Jaenal"),
}
MEN_TITLES = ("H.", "Bpk.", "Pak", "Sdr.", "Tn.", "Bapak")
WOMEN_TITLES = ("Hj.", "Ibu", "Bu", "Ny.", "Sdri.", "Ibu Hj.")

# Letters as they were spelt before 1972, and letters that sound alike in Bekasi.
OLD_LETTERS = (("u", "oe"), ("c", "tj"), ("j", "dj"))
LIKE_LETTERS = (
    ("f", "p"), ("sy", "s"), ("kh", "h"), ("ae", "ai"), ("ai", "ae"), ("z", "j"), ("th", "t"),
    ("ss", "s"), ("ll", "l"), ("ie", "i"), ("v", "p"), ("oh", "uh"), ("dh", "d"), ("ri", "ry"),
    ("ni", "nie"), ("na", "nna"), ("la", "lla"), ("ti", "thi"), ("ar", "arr"),
)  # fmt: skip

# What a shop makes or is: longest first, several words may stand together.
TRADE_WORDS = (
    ("warung nasi", ("Wr. Nasi", "Wrg Nasi", "Wrg. Nasi")),
    ("mie ayam", ("Mi Ayam", "Mie Aym")),
    ("frozen food", ("Frozen",)),
    ("bandeng presto", ("Bandeng Duri Lunak", "Bdg Presto")),
    ("penggilingan padi", ("Gilingan Padi", "Heler Padi")),
    ("bengkel las", ("Bkl. Las", "Bengkl Las")),
    ("bengkel bubut", ("Bkl. Bubut", "Bengkl Bubut")),
    ("kerupuk kulit", ("Krupuk Kulit", "Kerupuk Klt")),
    ("pangkas rambut", ("Pangkas Rbt", "Tukang Cukur")),
    ("warung", ("Wr.", "WRG", "Wrg.", "Waroeng")),
    ("keripik", ("Kripik", "Krpk.", "Keripiq")),
    ("kerupuk", ("Krupuk", "Krpk.")),
    ("camilan", ("Cemilan",)),
    ("pengrajin", ("Perajin",)),
    ("perajin", ("Pengrajin",)),
    ("penjahit", ("Tukang Jahit", "Taylor")),
    ("konveksi", ("Konpeksi", "Conveksi")),
    ("bengkel", ("Bkl.", "Bengkl")),
    ("toko", ("Tk.", "Tko")),
    ("mebel", ("Meubel", "Mebeul")),
    ("katering", ("Catering", "Ketring")),
    ("dapur", ("Dapoer",)),
    ("kue", ("Kueh",)),
    ("snack", ("Snek",)),
    ("bakso", ("Baso",)),
    ("tempe", ("Tempeh",)),
    ("tahu", ("Tahoe",)),
    ("percetakan", ("Cetakan", "Perc.")),
    ("kerajinan", ("Krajinan",)),
    ("ud", ("U.D.", "Usaha Dagang")),
    ("cv", ("CV.", "C.V.")),
    ("pt", ("PT.", "P.T.")),
)
# What tells it from others: words of good fortune, and what its owner is called.
CHOSEN_WORDS = (
    ("rezeki", ("Rejeki", "Rizki", "Rezki")),
    ("barokah", ("Barakah", "Berokah")),
    ("berkah", ("Brkah", "Berkh")),
    ("sejahtera", ("Sejahtra", "Sjahtera")),
    ("jaya", ("Djaya", "Djaja")),
    ("putra", ("Putera",)),
    ("putri", ("Puteri",)),
    ("makmur", ("Ma'mur", "Mamur")),
    ("sumber", ("Soember", "Smbr")),
    ("cahaya", ("Cahya", "Tjahaja")),
    ("usaha", ("Oesaha",)),
    ("maju", ("Madju",)),
    ("nikmat", ("Nimat", "Ni'mat")),
    ("lezat", ("Lejat",)),
    ("mpok", ("Mpo", "Empok")),
    ("haji", ("H.",)),
    ("hj.", ("Hajah", "Bu Haji")),
    ("pak", ("Bapak", "Bpk.")),
    ("bu", ("Ibu",)),
    ("teh", ("Teteh",)),
    ("kang", ("Akang",)),
    ("mas", ("Ms.",)),
)
BEFORE_SHOPS = ("Usaha", "Produksi", "Home Industri", "UD.")

STREET_WORDS = (
    ("Kp. ", ("Kampung ", "KP ", "Kmp. ", "Kp ")),
    ("Jl. ", ("Jln. ", "Jalan ", "JL ", "Jln ")),
    ("Gg. ", ("Gang ", "Gg ")),
    ("Perum ", ("Perumahan ", "Prm. ", "Komp. ")),
    (" Blok ", (" Blk. ", " Blok. ", " Bl ")),
    (" No. ", (" No ", " no.", " Nomor ")),
)

# A product as somebody codes it who knows a dozen kinds of business.
COARSE_PRODUCTS = ("Makanan ringan", "Olahan pangan", "Industri rumahan", "Dagang", "Kerajinan")
BRANCHES = ("Cabang 2", "2", "Unit II", "Cab. Pasar", "Kios 3", "Cabang")
