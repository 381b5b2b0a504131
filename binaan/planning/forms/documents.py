"""What a person types about a plan document, its versions and who signs."""

from django import forms
from django.core.exceptions import ValidationError

from binaan.access.forms.fields import PdfField
from binaan.access.models import Decree, Office, Official
from binaan.access.permissions import Permission
from binaan.access.queries import offices
from binaan.kit.dates import today
from binaan.kit.fields import DayField
from binaan.planning.actions.deriving import Parties
from binaan.planning.actions.versions import Basis
from binaan.planning.choices import DocumentKind, VersionState
from binaan.planning.queries import documents
from binaan.planning.queries.documents import Asked

EARLIEST, LATEST = 2000, 2100


class ReasonField(forms.CharField):
    """Why, in a few words."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Alasan")
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(max_length=1000, **kwargs)


class YearField(forms.IntegerField):
    def __init__(self, **kwargs):
        widget = forms.NumberInput(attrs={"inputmode": "numeric"})
        super().__init__(min_value=EARLIEST, max_value=LATEST, widget=widget, **kwargs)


class ListForm(forms.Form):
    """How the list of documents is narrowed; an odd address narrows nothing."""

    q = forms.CharField(label="Judul", required=False, max_length=200)
    jenis = forms.ChoiceField(label="Jenis", required=False)
    tahun = forms.TypedChoiceField(label="Tahun", required=False, coerce=int, empty_value=None)
    keadaan = forms.ChoiceField(label="Keadaan", required=False)
    kantor = forms.ChoiceField(label="Kantor", required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["jenis"].choices = [("", "Semua"), *DocumentKind.choices]
        years = [(year, year) for year in documents.years(user)]
        self.fields["tahun"].choices = [("", "Semua"), *years]
        self.fields["keadaan"].choices = [("", "Semua"), *VersionState.choices]
        mine = [(one.key, one.name) for one in documents.offices(user)]
        self.fields["kantor"].choices = [("", "Semua"), *mine]
        if len(mine) < 2:
            del self.fields["kantor"]

    def asked(self) -> Asked:
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            given.get("q", "").replace("\0", ""), given.get("jenis", ""), given.get("tahun"),
            given.get("keadaan", ""), given.get("kantor", ""),
        )  # fmt: skip


class DocumentForm(forms.Form):
    kind = forms.ChoiceField(label="Jenis dokumen", choices=DocumentKind)
    title = forms.CharField(
        label="Judul", max_length=200, help_text="Misalnya Renstra 2025-2029 atau Renja 2026."
    )
    first_year = YearField(label="Tahun pertama")
    last_year = YearField(
        label="Tahun terakhir", help_text="Sama dengan tahun pertama untuk dokumen setahun."
    )
    office = forms.ModelChoiceField(Office.objects.none(), label="Kantor", empty_label=None)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices(user, Permission.PLAN_EDIT)
        self.fields["kind"].initial = DocumentKind.RENSTRA


class SeenForm(forms.Form):
    """Nothing but the mark of what was looked at."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class ReturnForm(forms.Form):
    reason = ReasonField(label="Apa yang harus diperbaiki")


class OpenForm(forms.Form):
    reason = ReasonField(
        label="Alasan perubahan",
        help_text="Misalnya perubahan RPJMD, pergeseran anggaran, atau perubahan APBD.",
    )


class SetForm(SeenForm):
    """Decree, file and date of a version to be set; `despite` only while errors are open."""

    decree = forms.ModelChoiceField(
        Decree.objects.none(), label="Ditetapkan dengan", required=False,
        empty_label="Peraturan atau keputusan baru (isi di bawah)",
        help_text="RPJMD, Renstra dan Renja harus menyebut peraturannya; DPA dan Perjanjian Kinerja "
        "cukup dengan naskah yang ditandatangani.",
    )  # fmt: skip
    number = forms.CharField(label="Nomor peraturan baru", required=False, max_length=100)
    title = forms.CharField(label="Tentang", required=False, max_length=300)
    signed_on = DayField(label="Tanggal ditandatangani", required=False)
    signer = forms.CharField(label="Penanda tangan", required=False, max_length=200)
    upload = PdfField(
        label="Naskah yang ditandatangani (PDF)", required=False, help_text="Paling besar 10 MB."
    )
    effective_on = DayField(label="Berlaku mulai", initial=today)
    despite = ReasonField(label="Mengapa tetap ditetapkan", required=False)

    def __init__(self, *args, user, version, errors: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decree"].queryset = documents.decrees(user, version.document)
        if not errors:
            del self.fields["despite"]
        else:
            self.fields["despite"].required = True

    def clean(self):
        given = super().clean()
        typed = [given.get(name) for name in ("number", "title", "signed_on")]
        if given.get("decree") and any(typed):
            raise ValidationError(
                "Pilih peraturan yang sudah dicatat, atau isi yang baru; salah satu."
            )
        if any(typed) and not all(typed):
            raise ValidationError("Peraturan baru memerlukan nomor, tentang dan tanggalnya.")
        return given

    def given(self) -> dict:
        """What the action takes."""
        said = dict(self.cleaned_data)
        number, title, signed_on, signer = (
            said.pop(name) for name in ("number", "title", "signed_on", "signer")
        )
        basis = Basis(number, title, signed_on, signer) if number else None
        return said | {"basis": basis}


class PartiesForm(forms.Form):
    """Who promises to whom: PermenPANRB 53/2014."""

    first_party = forms.ModelChoiceField(
        Official.objects.none(), label="Pihak pertama", empty_label="Pilih pejabat"
    )
    second_party = forms.ModelChoiceField(
        Official.objects.none(), label="Pihak kedua (atasan)", required=False,
        empty_label="Bukan pejabat kantor ini (tulis di bawah)",
    )  # fmt: skip
    second_name = forms.CharField(label="Nama pihak kedua", required=False, max_length=200)
    second_position = forms.CharField(
        label="Jabatan pihak kedua", required=False, max_length=200,
        help_text="Misalnya Wali Kota Bekasi.",
    )  # fmt: skip

    def __init__(self, *args, user, document, **kwargs):
        super().__init__(*args, **kwargs)
        found = documents.officials(user, document)
        self.fields["first_party"].queryset = self.fields["second_party"].queryset = found

    def parties(self) -> Parties:
        given = self.cleaned_data
        return Parties(given["first_party"], given["second_party"], given["second_name"],
                       given["second_position"])  # fmt: skip


class DeriveForm(forms.Form):
    """What is made from a version: its title, and the year of a Renja."""

    title = forms.CharField(label="Judul", max_length=200)
    year = forms.TypedChoiceField(label="Tahun", coerce=int)

    def __init__(self, *args, version, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        years = version.document.years
        self.fields["year"].choices = [(year, year) for year in years]
        label = DocumentKind(kind).label
        if kind == DocumentKind.RENJA:
            self.fields["title"].required = False
            self.fields["title"].help_text = f"Kosongkan untuk memakai “{label} (tahun)”."
            near = [year for year in years if year >= today().year]
            self.fields["year"].initial = near[0] if near else years[-1]
        else:
            del self.fields["year"]
            span = f"{years[0]}-{years[-1]}" if len(years) > 1 else years[0]
            self.fields["title"].initial = f"{label} {span}"
