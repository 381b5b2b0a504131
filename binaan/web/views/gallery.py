"""/ui/: every component with made-up words, to look at and to test."""

from django import forms
from django.http import HttpRequest, HttpResponse

from binaan.access.guards import signed_in
from binaan.kit.pages import page


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Nama usaha", help_text="Seperti di papan nama atau NIB.")
    nib = forms.RegexField(
        r"^\d{13}$",
        label="NIB",
        required=False,
        help_text="13 angka, tanpa titik.",
        error_messages={"invalid": "NIB terdiri atas 13 angka; yang diketik 12."},
    )
    village = forms.ChoiceField(
        label="Desa/kelurahan", choices=[("1", "Jatimekar"), ("2", "Kayuringin Jaya")]
    )
    running = forms.ChoiceField(
        label="Keadaan usaha",
        choices=[("ya", "Berjalan"), ("henti", "Berhenti sementara"), ("tutup", "Tutup")],
        widget=forms.RadioSelect,
    )
    found_on = forms.DateField(
        label="Tanggal kunjungan", widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea)
    file = forms.FileField(label="Berkas", required=False, help_text="XLSX, XLS, ODS atau CSV.")
    agreed = forms.BooleanField(label="Pemilik menyetujui datanya dicatat")


BADGES = [
    {"text": "Berjalan", "tone": "ok", "dot": True},
    {"text": "Menunggu verifikasi", "tone": "warn", "dot": False},
    {"text": "3 terlambat", "tone": "bad", "dot": False},
    {"text": "Bukan anggota asosiasi", "tone": "info", "dot": False},
    {"text": "Mikro · PP 7/2021", "tone": "", "dot": False},
]
CHIPS = [
    {"label": "Semua", "url": "?", "active": True, "count": 37},
    {"label": "Tempat tidak dikenal", "url": "?kode=place_unknown", "count": 29},
    {"label": "NIK rusak", "url": "?kode=nik_length", "count": 5},
    {"label": "Jatiasih", "url": "?", "remove": True},
]
TABS = [
    {"label": "Ringkasan", "url": "#tab", "icon": "layout-dashboard", "active": True},
    {"label": "Fakta", "url": "#tab", "icon": "list-details"},
    {"label": "Audit", "url": "#tab", "icon": "shield-check", "count": 12},
]
CRUMBS = [
    {"label": "Direktori", "url": "#"},
    {"label": "Jatiasih", "url": "#"},
    {"label": "Contoh"},
]
FACTS = [
    {"label": "Pemilik", "value": "Masnah", "url": "#", "note": "+ 1 usaha lain"},
    {"label": "NIB (pemilik)", "value": "1310220202906", "cell": "Data!E417"},
    {"label": "Alamat", "value": "Jl. Swatantra 88, RT 004/RW 012, Jatimekar"},
    {"label": "Skala", "value": "Mikro", "badge": "PP 7/2021", "tone": "", "note": "edisi 2021"},
    {"label": "Koordinat", "value": None},
]
TODO = [
    {"count": 12, "title": "Tindak lanjut jatuh tempo hari ini", "note": "Pengemasan, Jatiasih",
     "badge": "3 terlambat", "tone": "bad"},
    {"count": 37, "title": "Baris perlu diperbaiki", "note": "Daftar asosiasi 2024",
     "badge": "sampai Jumat", "tone": "warn"},
    {"count": 1248, "title": "Usaha belum diverifikasi", "note": "", "badge": "", "tone": ""},
]  # fmt: skip
COLUMNS = [
    {"label": "Usaha"},
    {"label": "Sumber"},
    {"label": "Keadaan"},
    {"label": "Rp/bulan", "right": True},
]


def _row(name: str, source: str, badge: str, at: str, amount: str) -> list[dict]:
    return [
        {"label": "", "text": name, "url": "#"},
        {"label": "Sumber", "text": source, "badge": badge, "tone": "ok"},
        {"label": "Keadaan", "text": at},
        {"label": "Rp/bulan", "text": amount, "right": True},
    ]


ROWS = [
    _row("Dodol Betawi Bu Masnah", "Kunjungan", "dipakai", "Jun 2026", "9.500.000"),
    _row("Konveksi Putra Mandiri", "Asosiasi 2024", "", "Des 2024", "5–10 jt"),
    _row("Tempe Pak Usep", "Daftar 2018", "", "Des 2018", "4.000.000"),
]


@signed_in("the product's own parts with made-up words; no record is read")
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component; ?tema=light or ?tema=dark shows one look whatever was chosen."""
    wrong = SampleForm({"nib": "131022020290", "name": ""}, auto_id="salah_%s")
    context = {
        "badges": BADGES,
        "chips": CHIPS,
        "tabs": TABS,
        "crumbs": CRUMBS,
        "facts": FACTS,
        "todo": TODO,
        "columns": COLUMNS,
        "rows": ROWS,
        "form": SampleForm(),
        "wrong": wrong,
        "tones": ["ok", "info", "warn", "bad"],
    }
    if request.GET.get("tema") in ("light", "dark"):
        context["theme"] = request.GET["tema"]
    return page(request, "web/gallery.html", context)
