"""Deciding about businesses that vanished from a list: many rows, one decision, one day, one note."""

from django import forms

from binaan.kit.fields import PastDayField
from binaan.registry.queries.versions import DECISIONS, PAGE

HELPS = {
    "close": "usaha ditutup di register sejak tanggal di bawah",
    "moved": "usaha pindah ke luar wilayah sejak tanggal di bawah",
    "exists": "usahanya tetap ada; hanya daftarnya yang tidak memuat lagi",
    "mistake": "daftarnya yang salah; usahanya tetap ada",
    "later": "sudah dilihat, belum jelas",
}


class DecideForm(forms.Form):
    """`keys`: the rows ticked; with `all_here` every row of the page the form stood on."""

    decision = forms.ChoiceField(
        label="Apa yang terjadi?", widget=forms.RadioSelect,
        choices=[(key, f"{label}: {HELPS[key]}") for key, label in DECISIONS.items()],
        error_messages={"required": "Pilih apa yang terjadi dengan usaha ini."},
    )  # fmt: skip
    on = PastDayField(
        label="Sejak tanggal", required=False,
        help_text="Untuk tutup dan pindah. Kosong berarti tanggal keadaan daftar.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Catatan", required=False, max_length=300,
        help_text="Misalnya siapa yang melihat atau memberi tahu.",
    )  # fmt: skip

    def keys(self) -> list[str]:
        """The keys chosen, as many as a page holds; what is no key is left out."""
        name = "di_halaman" if self.data.get("semua") else "baris"
        field = forms.UUIDField()
        found = []
        for text in self.data.getlist(name)[:PAGE]:
            try:
                found.append(str(field.clean(text)))
            except forms.ValidationError:
                continue
        return found
