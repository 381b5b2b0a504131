"""Words in names of businesses: legal forms, kinds of shop, wares, calls. Own collection [D]."""

LEGAL = frozenset(
    "pt cv ud pd fa firma tbk persero koperasi kop koprasi kub kube kubs bumdes bumdesa nv yayasan ptperorangan "
    "perseroan komanditer perorangan perseorangan ikm ukm umkm irt pirt pokja kwt umk".split()
)
# Several words for one; in this order.
PHRASES = (
    ("kelompok usaha bersama", ""), ("badan usaha milik desa", ""), ("usaha dagang", ""),
    ("perusahaan dagang", ""), ("perseroan terbatas", ""), ("usaha kecil", ""), ("home industri", ""),
    ("home industry", ""), ("industri rumahan", ""), ("industri rumah tangga", ""),
    ("kelompok wanita tani", ""), ("kel wanita tani", ""), ("kelompok tani", ""),
    ("rumah makan", "rm"), ("warung nasi", "warung nasi"), ("warung makan", "warung makan"),
    ("toko bangunan", "toko bangunan"), ("mini market", "minimarket"), ("super market", "supermarket"),
    ("rice mill", "gilingpadi"), ("penggilingan padi", "gilingpadi"), ("huller padi", "gilingpadi"),
    ("cuci motor", "cucian motor"), ("steam motor", "cucian motor"), ("foto copy", "fotokopi"),
    ("photo copy", "fotokopi"), ("mie ayam", "mi ayam"), ("bak so", "bakso"), ("es cream", "es krim"),
    ("ice cream", "es krim"), ("air isi ulang", "air isiulang"), ("isi ulang", "isiulang"),
    ("barber shop", "barbershop"), ("pangkas rambut", "barbershop"), ("potong rambut", "barbershop"),
    ("pandai besi", "pandaibesi"), ("depot air", "depot air"), ("lontong sayur", "lontong sayur"),
    ("coffee shop", "kedai kopi"), ("s h", "sh"),
)  # fmt: skip

# Kind of shop: canonical and other spellings. The first of these in a name is its trade.
SHOPS = (
    ("warung", "wr wrg wrng warng waroeng warungg war"),
    ("warung nasi", "warnas"), ("warung kopi", "warkop"), ("warung makan", "warteg warmak"),
    ("toko", "tk tko toko2"), ("toko bangunan", "tb"), ("rm", "rumahmakan"),
    ("kedai", "kdai kedei"), ("depot", "depo dpt"), ("kios", "kiosk kyos kios2"), ("pangkalan", "pkl pangkalan2"),
    ("bengkel", "bkl bengkl bngkel bengkell bkel"), ("agen", "agent"), ("grosir", "groser"),
    ("konveksi", "konfeksi convection konpeksi konveksy conveksi konvection"), ("garmen", "garment"),
    ("katering", "catering kathering catring ketering caterring"),
    ("laundry", "londri laundri loundry laundy londry"), ("salon", "saloon"), ("butik", "boutique boutik butiq"),
    ("percetakan", "pecetakan"), ("printing", "print printng"), ("sablon", "sablonan"),
    ("penjahit", "jahit jahitan tailor taylor modiste modist penjait"),
    ("fotokopi", "fotocopy photocopy potokopi fc fotocopi"),
    ("mebel", "meubel meubeul mebeul meubl mebeler furniture furnitur furnitures mebeller"),
    ("bakery", "bakeri bakry"), ("cell", "cellular selular seluler sel"), ("ponsel", "phonsel"),
    ("barbershop", "babershop"), ("sanggar", ""), ("dapur", "kitchen"), ("kantin", "cantin kantien"),
    ("apotek", "apotik"), ("gilingpadi", "heler huller selep"), ("lio", ""), ("pabrik", "pabrk pabriik"),
    ("studio", "setudio"), ("perajin", "pengrajin pengerajin"), ("servis", "service serpis"),
    ("cucian", "carwash"), ("restoran", "resto restaurant restauran restorant"), ("cafe", "kafe cape kape"),
    ("minimarket", ""), ("supermarket", ""), ("distro", ""), ("gerobak", ""), ("lapak", ""), ("outlet", ""),
    ("teknik", "tehnik technic"), ("handicraft", "handycraft"), ("pandaibesi", ""), ("las", ""),
    ("kriya", "kria"), ("isiulang", ""), ("bubut", ""),
)  # fmt: skip

# What is made or sold. Out of the core of a firm's name, in its trade when no shop is named.
WARES = (
    ("keripik", "kripik krpik keripk kripk kripik2 keripiq"), ("kerupuk", "krupuk kerupk krupk"),
    ("tahu", "tahoe"), ("tempe", "tempeh temph"), ("bakso", "baso basoo bakso2 baksho"), ("mi", "mie mee"),
    ("nasi", "nasie"), ("kue", "kueh kuwe kwe kuwih"), ("kukis", "cookies cookis kukies"), ("roti", ""),
    ("dodol", ""), ("sate", "satay satee"), ("soto", ""), ("sop", "soup sup"), ("sayur", "sayuran"),
    ("lontong", "lontoong"), ("ketoprak", ""), ("gado", "gadogado"), ("pecel", "pecell"), ("lele", ""),
    ("ayam", "ayem"), ("bebek", ""), ("ikan", ""), ("bandeng", ""), ("asin", ""), ("telur", "telor telour"),
    ("seblak", ""), ("cilok", ""), ("batagor", ""), ("siomay", "siomai somay shomay"), ("martabak", "martabag"),
    ("gorengan", ""), ("camilan", "cemilan"), ("jajanan", "jajan"), ("snack", "snek snak senack"),
    ("kopi", "coffee kofi"), ("teh", "tea"), ("es", "ice"), ("jus", "juice jush"), ("krim", "cream"),
    ("jamu", "djamu"), ("herbal", ""), ("jahe", ""), ("susu", ""), ("kedelai", "kedele"), ("sambal", "sambel"),
    ("bumbu", ""), ("kecap", ""), ("sirup", "sirop syrup"), ("air", ""), ("minuman", "minum drink"),
    ("makanan", "food"), ("kuliner", "culinary"), ("frozen", "prozen"), ("sembako", "semako"),
    ("kelontong", "klontong"), ("beras", ""), ("padi", ""), ("gas", ""), ("pulsa", "voucher"),
    ("pakaian", "pakean"), ("busana", ""), ("baju", ""), ("kaos", "kaus"), ("celana", ""), ("seragam", ""),
    ("gamis", ""), ("mukena", "mukenah"), ("hijab", "jilbab kerudung"), ("fashion", "fesyen fesien"),
    ("bordir", "border"), ("batik", "batek"), ("kain", ""), ("tas", ""), ("sepatu", ""), ("sandal", "sendal"),
    ("boneka", ""), ("bantal", ""), ("kasur", ""), ("anyaman", ""), ("bambu", ""), ("rotan", ""), ("kayu", ""),
    ("kusen", "kosen"), ("pintu", ""), ("motor", "mtr"), ("mobil", ""), ("ban", ""), ("dinamo", ""),
    ("elektronik", "elektonik electronic elektronika"), ("komputer", "computer"),
    ("aluminium", "alumunium almunium"),
    ("besi", ""), ("baja", ""), ("teralis", "tralis"), ("kanopi", "canopy"), ("genteng", ""), ("bata", ""),
    ("batako", "bataco"), ("paving", "paping pavingblok"), ("plastik", "plastic"), ("kardus", "kerdus"),
    ("sabun", ""), ("mainan", ""), ("suvenir", "souvenir sovenir suvenier"), ("kerajinan", "craft"),
    ("hantaran", ""), ("bunga", "florist"), ("buah", ""), ("daging", ""), ("sapi", ""), ("kambing", ""),
    ("udang", ""), ("terasi", "trasi"), ("pisang", ""), ("singkong", ""), ("talas", ""), ("bayam", ""),
    ("rengginang", "renginang rangginang"), ("opak", ""), ("peyek", "rempeyek"), ("emping", ""), ("abon", ""),
    ("nugget", "naget nuget"), ("sosis", "sosiz"), ("donat", "donut"), ("brownies", "brownis"), ("bolu", ""),
    ("cireng", ""), ("basreng", ""), ("makaroni", "macaroni"), ("pletok", ""), ("bir", ""), ("uduk", ""),
    ("padang", ""), ("goreng", "grg"), ("bakar", ""), ("basah", ""), ("kering", ""), ("presto", ""),
    ("olahan", ""), ("asinan", ""), ("manisan", ""), ("furnitur", ""), ("bangunan", ""), ("atk", ""),
    ("undangan", ""), ("spanduk", ""), ("parfum", "parpum perfume"), ("kosmetik", "cosmetic"),
    ("rajut", "rajutan"),
    ("serbuk", ""), ("bubuk", "bubuq"),
    ("kemasan", "packaging"), ("makan", ""), ("manis", ""), ("kotak", ""), ("poci", ""),
    ("lpg", "elpiji"), ("kg", ""), ("rumah", ""),
    ("betawi", ""), ("sunda", ""), ("madura", ""), ("jawa", ""), ("ketan", ""), ("tepung", ""), ("kacang", ""),
)  # fmt: skip
# Calls before a person's name: told in the key, left out of the core.
CALLS = (
    ("bu", "ibu bunda ib bund"), ("pak", "bapak bpk bp"), ("mbak", "mba mbk"), ("mas", ""), ("teh", "teteh"),
    ("kang", "akang"), ("mang", "mamang"), ("bang", "abang"), ("haji", "h hj hajah hajjah hajah haj hadji"),
    ("mpok", "empok"), ("cak", ""), ("uda", "udo"), ("uni", ""), ("koh", "ko"), ("mak", "emak"), ("abah", ""),
    ("babe", "babeh"), ("ceu", "ceuk"), ("ambu", ""), ("bude", "budhe"), ("pakde", "pakdhe"), ("umi", "ummi"),
    ("nyai", ""), ("kyai", "kiai"), ("ustad", "ustadz ust"), ("neng", ""), ("kak", "kakak"), ("om", ""),
    ("tante", ""), ("mama", "mamah"), ("lae", ""), ("inang", ""),
)  # fmt: skip
# These are calls and names alike: calls only when a word stands behind them.
ALSO_NAMES = frozenset("mas uni uda cak neng mama lae inang abah om".split())
# Said of a business without telling which; and of a product.
FILLERS = frozenset(
    "dan the of di ke by s usaha aneka macam serba spesial special pusat jual jualan dagang dagangan pedagang "
    "penjual pembuat pembuatan pengolahan produksi produk produsen khas asli milik aneka2 industri kecil".split()
)
PRODUCT_FILLERS = FILLERS | frozenset(
    "rumahan rumah tangga jasa penjualan perdagangan menjual bikin buat membuat jenis berbagai lain lainnya dll "
    "dsb dengan untuk yang serta atau pengusaha pengrajin perajin segala hasil lainlain siap jadi "
    "ringan juga".split()
)
BRANCH_MARKS = frozenset("cabang cab cbg unit outlet gerai stand counter konter".split())
ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
}
BRANDS = (
    ("barokah", "barakah barokkah barakoh"), ("berkah", "barkah brkah"), ("rejeki", "rezeki rejeky rizqi"),
    ("mulia", "mulya"), ("cahaya", "cahya"), ("sejahtera", "sejahtra sejahtrah"), ("putra", "putera"),
    ("putri", "puteri"), ("sumber", "sumbr"), ("maju", "madju"), ("jaya", "djaja djaya"), ("abadi", ""),
)  # fmt: skip
