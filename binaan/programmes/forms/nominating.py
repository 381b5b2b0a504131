"""Forms of nominations: what an owner writes, which business it is, how many papers."""

from django import forms

from binaan.programmes.actions.nominating import MOST_PAPERS, Written
from binaan.registry.forms.values import PhoneField

CLOSED = {"autocomplete": "off"}
SHEET = 10  # papers on a page


class WrittenForm(forms.Form):
    """What the owner writes, on the page or on the paper."""

    name = forms.CharField(label="Nama Anda", max_length=200)
    business_name = forms.CharField(label="Nama usaha", max_length=200)
    phone = PhoneField(
        label="Telepon atau WhatsApp", max_length=40, required=False,
        help_text="Supaya kantor dapat menghubungi Anda. Tidak ditampilkan kepada orang lain.",
    )  # fmt: skip
    village = forms.CharField(label="Desa atau kelurahan tempat usaha", max_length=100)
    wish = forms.CharField(
        label="Mengapa ingin ikut", max_length=1000, required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    code = forms.CharField(
        label="Kode kertas", max_length=20, required=False, widget=forms.TextInput(CLOSED),
        help_text="Bila Anda menerima kertas berkode, misalnya ABCD-EFGH.",
    )  # fmt: skip

    def clean(self):
        given = super().clean()
        for name in ("name", "business_name", "village"):
            if name in given:
                given[name] = " ".join(given[name].split())
        return given

    def written(self) -> Written:
        """What the action is given."""
        return Written(**{name: self.cleaned_data.get(name, "") for name in Written._fields})


class OfficerForm(WrittenForm):
    """The same, filled in by an officer for somebody."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Nama pemilik"
        self.fields["phone"].help_text = "Seperti tertulis di kertas."
        self.fields["wish"].label = "Alasan ingin ikut"
        self.fields["code"].help_text = "Dari kertas yang dibawa pemilik; kosongkan bila tidak ada."
        self.order_fields(["code", "name", "business_name", "phone", "village", "wish"])


class SearchForm(forms.Form):
    """Which business of the register it could be."""

    q = forms.CharField(
        label="Cari usaha lain", max_length=200, required=False,
        help_text="Nama usaha, nama pemilik, atau nomor U-000123.",
    )  # fmt: skip


class AsideForm(forms.Form):
    """Why this is no nomination at all."""

    why = forms.CharField(
        label="Alasan", max_length=300, min_length=5,
        help_text="Misalnya isian iseng atau iklan. Pendaftar membaca alasan ini.",
    )  # fmt: skip


class PapersForm(forms.Form):
    """How many papers."""

    count = forms.IntegerField(
        label="Jumlah kertas", min_value=1, max_value=MOST_PAPERS, initial=SHEET,
        help_text=f"{SHEET} kertas satu lembar A4.",
    )  # fmt: skip
