"""Kampung, streets and housing estates in the manner of Bekasi; common names, met everywhere."""

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
    "Jl. Mesjid|Jl. Pasar Lama|Jl. Puskesmas|Jl. Balai Desa|Jl. Pendidikan|Jl. Madrasah|"
    "Jl. Irigasi|Jl. Inspeksi Saluran|Jl. Lapangan|Jl. Pemuda|Jl. Kuburan|Jl. Karang Taruna|"
    "Gg. Mushola|Gg. Masjid|Gg. Sawah|Jl. Melati|Jl. Mawar|Jl. Anggrek"
).split("|")

ESTATES = (
    "Perum Griya Asri|Perum Bumi Indah|Perum Puri Lestari|Perum Permata Regency|"
    "Perum Taman Sentosa|Perum Graha Mandiri|Perum Villa Mutiara|Perum Pesona Alam|"
    "Perum Griya Pratama|Perum Taman Cendana|Perum Bumi Lestari|Perum Puri Harmoni"
).split("|")

CITY_STREETS = (
    "Jl. Mawar|Jl. Melati|Jl. Flamboyan|Jl. Cendana|Jl. Delima|Jl. Kenanga|Jl. Anggrek|"
    "Jl. Dahlia|Jl. Nusa Indah|Jl. Rambutan|Jl. Manggis|Jl. Mangga|Jl. Pahlawan|Jl. Perjuangan|"
    "Jl. Kemuning|Gg. H. Saabun|Gg. Mushola|Gg. Kelinci|Gg. Swadaya|Gg. Langgar|Gg. Masjid|"
    "Jl. Bambu Kuning|Jl. Pasar|Jl. Pelita"
).split("|")

CITY_ESTATES = (
    "Perum Griya Asri|Perum Taman Indah|Perum Pondok Hijau|Perum Bumi Patriot|Perum Puri Sentosa|"
    "Perum Taman Harapan|Perum Graha Pelita|Perum Villa Kenanga|Perum Permata Asri"
).split("|")
