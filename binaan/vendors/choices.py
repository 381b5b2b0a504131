"""Code lists of street vendors. Keys are stored; labels are what people see.

Sources: data/ikm/choices.csv (`pkl_*`, Permendagri 41/2012 [S10, K:h]), fields-pkl.csv; where none
is named the list is our own definition [D].
"""

from django.db.models import TextChoices


class Category(TextChoices):
    """Handbook small-industry 6.3."""

    OLD = "lama", "PKL lama (sudah berusaha saat pendataan)"
    NEW = "baru", "PKL baru"


class Trade(TextChoices):
    FOOD = "kuliner", "Kuliner"
    CRAFT = "kerajinan", "Kerajinan"
    PLANTS = "tanaman_hias", "Tanaman hias"
    BIRDS = "burung", "Burung"
    FISH = "ikan_hias", "Ikan hias"
    CLOTHES = "sandang", "Baju, sepatu dan tas"
    ANTIQUES = "antik", "Barang antik"
    OTHER = "lain", "Lainnya"


class Stall(TextChoices):
    """What somebody trades with; Permendagri 41/2012: not moving, moving, motorised."""

    SPREAD = "gelaran", "Gelaran (tidak bergerak)"
    FLOOR = "lesehan", "Lesehan (tidak bergerak)"
    TENT = "tenda", "Tenda (tidak bergerak)"
    SHELTER = "selter", "Selter (tidak bergerak)"
    CART = "gerobak", "Gerobak beroda (bergerak, tidak bermotor)"
    BICYCLE = "sepeda", "Sepeda (bergerak, tidak bermotor)"
    MOTORCYCLE = "motor_r2", "Kendaraan bermotor roda dua"
    THREE_WHEELS = "motor_r3", "Kendaraan bermotor roda tiga"
    FOUR_WHEELS = "motor_r4", "Kendaraan bermotor roda empat"


class Zone(TextChoices):
    """Colours are local practice, no national rule [S13b S15]."""

    GREEN = "hijau", "Hijau - boleh"
    YELLOW = "kuning", "Kuning - boleh bersyarat atau terjadwal"
    RED = "merah", "Merah - dilarang"


class LocationKind(TextChoices):
    """What the location is meant as; whether it is determined says its state (titik_pkl)."""

    PERMANENT = "permanen", "Permanen"
    TEMPORARY = "sementara", "Sementara, terjadwal"
    EVENT = "acara", "Hari acara (misalnya Car Free Day)"


class LandOwner(TextChoices):
    MUNICIPAL = "pemda", "Pemerintah daerah"
    PUBLIC_WORKS = "pupr", "PUPR/jalan"
    RAILWAY = "rel", "Perkeretaapian"
    HOUSING = "perumahan", "Fasos/fasum perumahan"
    PRIVATE = "swasta", "Swasta/perorangan"
    OTHER = "lain", "Lainnya"


class Offence(TextChoices):
    """Permendagri 41/2012 [K:h]: prohibitions, and two duties."""

    FORBIDDEN_PLACE = "lokasi_terlarang", "Berjualan di lokasi yang tidak ditetapkan"
    REBUILT = "rombak", "Merombak atau mengubah fungsi fasilitas"
    LIVED_IN = "hunian", "Menggunakan tempat usaha sebagai tempat tinggal"
    PASSED_ON = "pindah_tangan", "Memindahtangankan TDU atau pindah lokasi tanpa izin"
    ABANDONED = "telantar", "Menelantarkan tempat 1 bulan berturut-turut atau lebih"
    OTHER_TRADE = "ganti_bidang", "Mengganti bidang usaha tanpa izin atau barang ilegal"
    DAMAGED = "rusak_fasum", "Merusak trotoar atau fasilitas umum"
    CARRIAGEWAY = "badan_jalan", "Memakai badan jalan tanpa penetapan"
    NO_STOPPING = "larangan_parkir", "Kendaraan berjualan di larangan parkir, henti atau trotoar"
    RENTED_OUT = "sewakan", "Memperjualbelikan atau menyewakan tempat"
    HOURS = "jam", "Melanggar waktu kegiatan"
    CLEANLINESS = "kebersihan", "Tidak menjaga kebersihan atau ketertiban"
    NONE = "sesuai", "Tidak ada pelanggaran (pemantauan)"


class FindingStep(TextChoices):
    """What was done about it in the street: persuasion first, then the ladder."""

    SEEN = "pantau", "Dipantau, sesuai"
    PERSUADED = "persuasi", "Dibina dan diingatkan"
    FIRST = "peringatan_1", "Peringatan pertama"
    SECOND = "peringatan_2", "Peringatan kedua"
    THIRD = "peringatan_3", "Peringatan ketiga"
    PROPOSED = "usul_cabut", "Diusulkan dicabut"


class RelocationState(TextChoices):
    PLANNED = "rencana", "Direncanakan"
    TOLD = "diberitahu", "PKL sudah diberi tahu"
    MOVED = "selesai", "Selesai"
    CANCELLED = "batal", "Dibatalkan"


class ObjectionState(TextChoices):
    OPEN = "diterima", "Menunggu putusan"
    GRANTED = "dikabulkan", "Dikabulkan"
    REJECTED = "ditolak", "Ditolak"
    WITHDRAWN = "dicabut", "Dicabut pemohon"
