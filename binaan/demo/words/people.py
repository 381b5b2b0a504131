"""Names as they are heard in Bekasi, by background. Any likeness to a living person is chance."""

from typing import NamedTuple


class Background(NamedTuple):
    """Where a family comes from: its share, its names and what its owners are called at the shop.

    `districts` are kecamatan codes for NIKs first issued elsewhere; `last_odds` says how often a
    second name follows; `before_men` and `before_women` are heard before a given name.
    """

    share: int
    men: str
    women: str
    women_last: str
    men_last: str
    last_odds: float
    man_call: tuple[str, ...]
    woman_call: tuple[str, ...]
    districts: tuple[str, ...]
    before_men: tuple[str, ...] = ("M.", "Muhammad", "Ahmad", "H.", "Achmad", "Moh.")
    before_women: tuple[str, ...] = ("Siti", "Hj.", "Nur", "Sri", "Dewi")


BETAWI = Background(
    34,
    (
        "Abdul Ahmad Amat Asmat Baih Bonin Dulloh Encep Engkos Fauzi Hamdani Hasan Idup Ilyas "
        "Jaelani Jamil Jayadi Kasan Komar Kosim Madun Mahpud Mamat Marzuki Misan Muhidin "
        "Mulyadi Musa Naman Nasan Nawi Niman Nurdin Rahmat Ramdani Rojali Rosid Sabeni Saidi "
        "Salim Samin Sanusi Sarmili Subur Sueb Syafei Syahroni Tabrani Tamin Udin Usman Wahid "
        "Yahya Zaenal Zakaria Zulkifli"
    ),
    (
        "Aisah Amanah Amsiah Asiah Aminah Entin Fatimah Halimah Hasanah Icah Indun Ipah Jamilah "
        "Juleha Kokom Komariah Laila Latifah Maesaroh Mani Maryam Masitoh Minah Mulyati Munah "
        "Muniroh Nacih Napisah Nasiah Neneng Nurhayati Nurlaela Rodiah Rohaya Romlah Rosidah "
        "Saadah Saodah Saripah Siti Sopiah Suhaeni Sumiyati Suryani Tini Titin Umamah Wardah "
        "Yuyun Zahro Zubaedah"
    ),
    (
        "Nurjanah Qomariah Fadillah Hidayati Kurniasih Maulida Rahmawati Ramadhani Sholihah "
        "Syarifah Umayah Yusriah Zakiyah Asmawati Aminah Mukhlisoh Hasanah Nuraini"
    ),
    (
        "Abdullah Amin Asmawi Bahrudin Effendi Fadillah Hakim Hidayat Hidayatullah Ibrahim "
        "Iskandar Jumadi Kurnia Mansur Maulana Muchtar Mukhlis Nawawi Ramadhan Rohman Romadon "
        "Saputra Sanjaya Sholeh Sobari Sutisna Syarif Umar Yusuf Zein"
    ),
    0.62,
    ("Bang", "Pak", "Haji", "Babe"),
    ("Mpok", "Bu", "Mak", "Hj."),
    ("317501", "317507", "317204"),
)
SUNDANESE = Background(
    28,
    (
        "Aang Aceng Ade Agus Ajat Asep Atang Bubun Cecep Dadan Dadang Darsa Dede Deden Didin "
        "Dodi Dudung Endang Engkus Gilang Gungun Heri Iding Iman Iwan Jajang Kurnia Maman Mumu "
        "Nanang Nandar Oding Odin Oman Rahmat Rudi Saepudin Sandi Solihin Suherman Suryana "
        "Tatang Tedi Toto Ujang Undang Usep Wawan Wildan Yana Yayan Yudi"
    ),
    (
        "Aisyah Ani Cucu Dedeh Dewi Edah Elis Enok Enung Euis Evi Ida Iis Imas Ipit Kartika "
        "Kokom Lilis Lina Mimin Nani Neng Nia Nina Nining Novi Nunung Nurhasanah Oneng Pipih "
        "Popon Rani Reni Rina Risma Rosita Santi Sari Sinta Sri Susi Teti Tita Wida Wulan Yanti "
        "Yati Yeni Yeti Yuli"
    ),
    (
        "Komalasari Kurniasih Maryati Mulyani Nuraeni Permatasari Purnamasari Rohaeni Rukmini "
        "Sukaesih Suhartini Suryaningsih Widaningsih Wulandari Yulianti Agustina Fitriani "
        "Hendrayani Juariah Lesmanawati"
    ),
    (
        "Gunawan Hermawan Hidayat Hendrawan Iskandar Kosasih Kusnadi Kusumah Lesmana Mulyana "
        "Nugraha Permana Purnama Rukmana Rusmana Setiawan Sobana Sopandi Suhendar Sukmana "
        "Sumarna Supriatna Sutarya Suwarna Wahyudin Wijaya"
    ),
    0.78,
    ("Kang", "Pak", "Abah", "Mang"),
    ("Teh", "Bu", "Ceu", "Ambu"),
    ("320401", "321501", "321305", "320501"),
)
JAVANESE = Background(
    27,
    (
        "Agung Aris Bambang Basuki Budi Catur Djoko Dwi Eko Gatot Giyono Hadi Hari Heru Joko "
        "Kasno Kuncoro Lukman Mujiono Ngadiman Parmin Paijo Pardi Poniman Priyo Purwanto "
        "Rahardjo Rochmad Sarwono Setyo Slamet Sugeng Sugiarto Sugiyono Suharto Sukardi "
        "Sukirman Sumardi Sunarto Supardi Supri Suparman Suroso Sutrisno Suwarno Teguh Tri "
        "Tukiman Wahyu Warsito Widodo Yoga Yulianto"
    ),
    (
        "Anik Ari Asih Atik Dwi Endah Endang Erna Fitri Giyarti Hartini Ika Indah Isti Kasmi "
        "Kuswati Lestari Marni Mujiati Murni Ngatini Ning Nur Nuryati Painem Partini Ponirah "
        "Puji Purwanti Ratna Retno Rini Rumini Sariyem Setyowati Siti Sri Suharti Sulastri "
        "Sumarni Sumiati Sunarti Suparmi Suprapti Surati Suwarni Tri Tumini Tutik Warsini "
        "Wahyuni Wiwik Yuliani"
    ),
    (
        "Handayani Hastuti Indrawati Kusumawati Lestari Pratiwi Rahayu Rahmawati Setiawati "
        "Susanti Susilowati Utami Wardani Widayati Widiastuti Wijayanti Winarsih Wulandari "
        "Yuniarti Astuti Ningsih Puspitasari"
    ),
    (
        "Hartono Haryanto Kusuma Kuswanto Mulyono Nugroho Nurcahyo Pambudi Prabowo Prasetyo "
        "Priyanto Purnomo Raharjo Riyanto Santoso Setyawan Sulistyo Susilo Sutanto Utomo Wibowo "
        "Winarno Widianto Yulianto"
    ),
    0.66,
    ("Mas", "Pak", "Pakde", "Cak"),
    ("Bu", "Mbak", "Bude", "Yu"),
    ("330701", "331401", "330511", "340402", "351904"),
)
BATAK = Background(
    4,
    (
        "Binsar Bonar Daulat Edison Freddy Hotman Jonner Kristian Marihot Maruli Parlindungan "
        "Poltak Ramses Robert Rudolf Sahat Saut Tigor Togar Tumpal"
    ),
    (
        "Berliana Dameria Duma Elfrida Friska Hotmaida Juliana Lamria Lasma Melva Nurmala Risma "
        "Rosdiana Rotua Rumondang Sondang Tiarma Tiurma"
    ),
    (
        "Aritonang Gultom Hutagalung Lumbantobing Manurung Marpaung Napitupulu Nainggolan "
        "Pakpahan Panjaitan Purba Rajagukguk Sianturi Siahaan Simanjuntak Simbolon Sinaga "
        "Sirait Sitorus Situmorang Tampubolon Tambunan"
    ),
    (
        "Aritonang Gultom Hutagalung Lumbantobing Manurung Marpaung Napitupulu Nainggolan "
        "Pakpahan Panjaitan Purba Rajagukguk Sianturi Siahaan Simanjuntak Simbolon Sinaga "
        "Sirait Sitorus Situmorang Tampubolon Tambunan"
    ),
    1.0,
    ("Lae", "Pak", "Bang"),
    ("Bu", "Inang", "Kak"),
    ("127101", "120201", "121201"),
    (),
    (),
)
MINANG = Background(
    4,
    (
        "Afrizal Alfian Amril Arman Bustami Dasril Erizal Fadli Firdaus Hendri Ismail Jufri "
        "Masrizal Nasrul Rizal Syafrizal Syahrial Yunus Zainal Zulfahmi"
    ),
    (
        "Asmarni Dahniar Elfi Ermawati Fitria Gusniar Herlina Lismar Mardiana Nelfa Nurhaida "
        "Rahmi Rosmawati Syafni Upik Yasni Yusnidar Zulbaidah"
    ),
    "Chaniago Koto Piliang Sikumbang Tanjung Jambak Malik Syam Yulius Anwar Rasyid Nurdin",
    "Chaniago Koto Piliang Sikumbang Tanjung Jambak Malik Syam Yulius Anwar Rasyid Nurdin",
    0.6,
    ("Uda", "Pak", "Ajo"),
    ("Uni", "Bu", "Etek"),
    ("137101", "130601", "130704"),
)
CHINESE_INDONESIAN = Background(
    3,
    (
        "Andreas Anton Benny Darmawan Edy Ferry Hendra Indra Johan Kevin Robby Rudy Steven "
        "Sugianto Tommy Wandi William Yanto"
    ),
    (
        "Angela Cindy Elly Fenny Grace Imelda Jenny Lanny Lily Linda Meilani Merry Shinta "
        "Susana Vivi Yenny"
    ),
    (
        "Gunawan Halim Hartanto Kosasih Kurniawan Lesmana Limanto Salim Setiabudi Suryadi "
        "Sutanto Tanjaya Tanudjaja Wibisono Widjaja Wijaya"
    ),
    (
        "Gunawan Halim Hartanto Kosasih Kurniawan Lesmana Limanto Salim Setiabudi Suryadi "
        "Sutanto Tanjaya Tanudjaja Wibisono Widjaja Wijaya"
    ),
    1.0,
    ("Koh", "Pak"),
    ("Ci", "Bu"),
    ("317305", "367101"),
    (),
    (),
)
BACKGROUNDS = (BETAWI, SUNDANESE, JAVANESE, BATAK, MINANG, CHINESE_INDONESIAN)
