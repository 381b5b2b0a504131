"""Offices, bidang, officials, decrees and parameters, as somebody types them."""

from django import forms

from binaan.access import queries
from binaan.access.forms.fields import PdfField, PlaceField, ask_as
from binaan.access.models import Appointment, Decree, Division, Office
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.fields import DayField


class OfficeForm(forms.Form):
    name = forms.CharField(label="Nama kantor", max_length=200)
    place = PlaceField(permission=Permission.OFFICE_MANAGE)
    address = forms.CharField(
        label="Alamat", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        ask_as(self, user)


class NewOfficeForm(OfficeForm):
    key = forms.SlugField(
        label="Kunci",
        max_length=40,
        help_text="Nama pendek yang tidak berubah lagi, misalnya disperin-bekasi.",
    )
    field_order = ("name", "key", "place", "address")


class DivisionForm(forms.Form):
    name = forms.CharField(label="Nama bidang", max_length=200)
    key = forms.SlugField(label="Kunci", max_length=40, help_text="Misalnya ikm.")


class OfficialForm(forms.Form):
    name = forms.CharField(label="Nama dengan gelar", max_length=200)
    nip = forms.CharField(
        label="NIP", required=False, max_length=30, help_text="18 angka; spasi boleh."
    )
    rank = forms.CharField(
        label="Pangkat/golongan",
        required=False,
        max_length=100,
        help_text="Misalnya Pembina Tk. I (IV/b).",
    )
    position = forms.CharField(label="Jabatan", max_length=200)
    appointment = forms.ChoiceField(label="Status jabatan", choices=Appointment.choices)
    division = forms.ModelChoiceField(
        Division.objects.none(), label="Bidang", required=False, empty_label="Tanpa bidang"
    )
    decree = forms.ModelChoiceField(
        Decree.objects.none(), label="Keputusan", required=False, empty_label="Belum dicatat"
    )
    valid_from = DayField(label="Mulai", initial=today)

    def __init__(self, *args, user, office, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = office.divisions.all()
        self.fields["decree"].queryset = queries.decrees(user)


class DecreeForm(forms.Form):
    number = forms.CharField(label="Nomor", max_length=100)
    title = forms.CharField(label="Tentang", max_length=300)
    signed_on = DayField(label="Tanggal")
    signer = forms.CharField(label="Penanda tangan", required=False, max_length=200)
    office = forms.ModelChoiceField(
        Office.objects.none(),
        label="Kantor",
        required=False,
        empty_label="Berlaku untuk semua kantor",
    )
    upload = PdfField(label="Berkas PDF", required=False, help_text="Paling besar 10 MB.")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        offices = queries.offices(user, Permission.OFFICE_MANAGE)
        self.fields["office"].queryset = offices
        self.fields["office"].initial = offices.first()


class ParameterForm(forms.Form):
    office = forms.ModelChoiceField(
        Office.objects.none(),
        label="Kantor",
        required=False,
        empty_label="Semua kantor di pemasangan ini",
    )
    value = forms.CharField(label="Nilai", max_length=200)
    valid_from = DayField(label="Berlaku mulai", initial=today)
    note = forms.CharField(
        label="Dasar atau alasan",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text="Tampil di samping nilainya di mana pun nilai ini dipakai.",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        offices = queries.offices(user, Permission.PARAMETER_MANAGE)
        self.fields["office"].queryset = offices
        self.fields["office"].initial = offices.first()
