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

# What shops are called: longest first, several words may stand together.
SHOP_WORDS = (
    ("warung nasi", ("Wr. Nasi", "Wrg Nasi", "Warnas")),
    ("mie ayam", ("Mi Ayam", "Mie Aym")),
    ("frozen food", ("Frozen", "Frozzen Food")),
    ("bandeng presto", ("Bdg Presto", "Bandeng Duri Lunak")),
    ("penggilingan padi", ("Gilingan Padi", "Heller Padi")),
    ("bengkel las", ("Bkl. Las", "Bengkel Las Listrik")),
    ("bengkel bubut", ("Bkl. Bubut",)),
    ("kerupuk kulit", ("Krupuk Kulit", "Krpk Kulit")),
    ("pangkas rambut", ("Pangkas Rbt", "Tukang Cukur")),
    ("warung", ("Wr.", "WRG", "Wrg.", "Waroeng")),
    ("keripik", ("Kripik", "Krpk.", "Keripiq")),
    ("kerupuk", ("Krupuk", "Krpk.")),
    ("camilan", ("Cemilan", "Cml.")),
    ("pengrajin", ("Perajin", "Pengr.")),
    ("perajin", ("Pengrajin",)),
    ("penjahit", ("Tukang Jahit", "Pjahit")),
    ("konveksi", ("Konpeksi", "Conveksi", "Konv.")),
    ("bengkel", ("Bkl.", "Bengkl")),
    ("toko", ("Tk.", "Tko")),
    ("mebel", ("Meubel", "Mebeul")),
    ("katering", ("Catering", "Ketring")),
    ("dapur", ("Dapoer", "Dpr.")),
    ("kedai", ("Kede", "Kdai")),
    ("kue", ("Kueh", "Koe")),
    ("snack", ("Snek",)),
    ("bakso", ("Baso",)),
    ("tempe", ("Tempeh", "Tmpe")),
    ("tahu", ("Tahoe",)),
    ("bumbu", ("Bumboe",)),
    ("batik", ("Btik",)),
    ("percetakan", ("Cetakan", "Perc.")),
    ("kerajinan", ("Krajinan", "Kerj.")),
    ("olahan", ("Olhn.", "Olah")),
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
    ("sinar", ("Sinr",)),
    ("usaha", ("Oesaha",)),
    ("maju", ("Madju",)),
    ("mekar", ("Mekr",)),
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
    ("ud", ("U.D.", "Usaha Dagang")),
    ("cv", ("CV.", "C.V.")),
    ("pt", ("PT.", "P.T.")),
)
BEFORE_SHOPS = ("Usaha", "Ind.", "Produksi", "Home Industri", "UD.")

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
