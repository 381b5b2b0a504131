"""Kampung, streets and housing estates in the manner of Bekasi."""

KAMPUNG = (
    "Kp. Rawa Bugel|Kp. Pulo Puter|Kp. Gabus|Kp. Jati|Kp. Bojong|Kp. Kobak|Kp. Buaran|"
    "Kp. Cibening|Kp. Pisang Batu|Kp. Rawa Kuda|Kp. Kandang Gereng|Kp. Pasir Limus|Kp. Kukun|"
    "Kp. Tegal Danas|Kp. Cikedokan|Kp. Walahir|Kp. Utan|Kp. Selang|Kp. Rawa Sentul|Kp. Pilar|"
    "Kp. Kaum|Kp. Kaliulu|Kp. Blokang|Kp. Pamahan|Kp. Pulo Kapuk|Kp. Cabang|Kp. Turi|"
    "Kp. Kelapa Dua|Kp. Babakan|Kp. Poncol|Kp. Rawa Roko|Kp. Bulu|Kp. Siluman|Kp. Buwek|"
    "Kp. Tambelang|Kp. Gempol|Kp. Sasak Tiga|Kp. Sawah"
).split("|")

COAST = (
    "Kp. Muara Bendera|Kp. Beting|Kp. Blukbuk|Kp. Gobah|Kp. Muara Kuntul|Kp. Paljaya|"
    "Kp. Marunda Kelapa|Kp. Sembilangan|Kp. Tambun Permata"
).split("|")

STREETS = (
    "Jl. Raya Sultan Hasanuddin|Jl. Kalimalang|Jl. KH. Fudholi|Jl. Ki Hajar Dewantara|"
    "Jl. Yos Sudarso|Jl. RE. Martadinata|Jl. Imam Bonjol|Jl. Industri|Jl. Raya Cibarusah|"
    "Jl. Raya Setu|Jl. Sukatani Raya|Jl. Raya Teuku Umar|Jl. Bosih Raya|Jl. Gatot Subroto|"
    "Jl. Urip Sumoharjo|Jl. Mesjid|Jl. Pasar Lama|Jl. Puskesmas|Jl. Balai Desa|Jl. Pendidikan|"
    "Jl. Madrasah|Jl. Irigasi|Jl. Inspeksi Saluran"
).split("|")

ESTATES = (
    "Perum Graha Prima|Perum Mutiara Gading|Perum Griya Asri|Perum Villa Bekasi Indah|"
    "Perum Telaga Harapan|Perum Bumi Cikarang Makmur|Perum Permata Cikarang|Perum Taman Aster|"
    "Perum Puri Nirwana|Perum BCL|Perum Wahana Pondok Ungu|Perum Metland Cibitung|"
    "Perum Kota Serang Baru|Perum Trias Estate"
).split("|")

CITY_STREETS = (
    "Jl. Ir. H. Juanda|Jl. Cut Meutia|Jl. Jend. Sudirman|Jl. KH. Noer Ali|Jl. Pramuka|"
    "Jl. Mayor Oking|Jl. Agus Salim|Jl. Kartini|Jl. Veteran|Jl. Pekayon Raya|Jl. Raya Jatiasih|"
    "Jl. Raya Pondok Gede|Jl. Raya Kranji|Jl. Bintara Raya|Jl. Perjuangan|Jl. Raya Narogong|"
    "Jl. Siliwangi|Jl. Hankam Raya|Jl. Mawar|Jl. Melati|Jl. Flamboyan|Jl. Cendana|Jl. Delima|"
    "Jl. Kenanga|Gg. H. Saabun|Gg. Mushola|Gg. Kelinci|Gg. Swadaya|Gg. Langgar|"
    "Jl. Wibawa Mukti II|Jl. Kemang Sari|Jl. Lumbu Tengah"
).split("|")

CITY_ESTATES = (
    "Perum Kemang Pratama|Perum Harapan Indah|Perum Pondok Ungu Permai|Perum Taman Galaxy|"
    "Perumnas 1|Perumnas 2|Perumnas 3|Perum Jatibening Permai|Perum Bumi Bekasi Baru|"
    "Perum Pondok Hijau Permai|Perum Duta Harapan|Perum Narogong Indah|Perum Dukuh Zamrud|"
    "Perum Mutiara Gading Timur"
).split("|")
