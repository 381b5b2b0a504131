"""Only a phone that is known comes in: its name and app password with every request, over TLS."""

from binaan.api.openrosa.documents import refused
from binaan.api.phones import door

UNKNOWN = (
    "Nama pengguna atau sandi aplikasi tidak dikenal, atau perangkat ini sudah dicabut. Buat perangkat "
    "baru di Pendataan > Perangkat, lalu pindai kode QR-nya."
)
NOT_HIS = "Tugas Anda tidak mencakup mengirim jawaban dari ponsel. Hubungi kantor Anda."
# Else 401 with the realm, as OpenRosa asks.
for_phones = door(refused, unknown=UNKNOWN, not_his=NOT_HIS)
