"""Accounts and assignments, as an administrator types them."""

from django import forms

from binaan.access import queries
from binaan.access.forms.fields import PlaceField, ask_as
from binaan.access.models import Division, Office
from binaan.access.permissions import Permission
from binaan.access.roles import ROLES
from binaan.kit.dates import today
from binaan.kit.fields import DayField

ROLE_CHOICES = [("", "Pilih peran"), *((key, role.label) for key, role in ROLES.items())]


class PersonForm(forms.Form):
    name = forms.CharField(label="Nama lengkap", max_length=200)
    email = forms.EmailField(
        label="Surel",
        required=False,
        max_length=254,
        help_text="Dipakai hanya untuk menyetel ulang kata sandi.",
    )


class AssignmentForm(forms.Form):
    role = forms.ChoiceField(label="Peran", choices=ROLE_CHOICES)
    place = PlaceField(permission=Permission.USER_MANAGE)
    office = forms.ModelChoiceField(
        Office.objects.none(), label="Kantor", required=False, empty_label="Tanpa kantor"
    )
    division = forms.ModelChoiceField(
        Division.objects.none(),
        label="Bidang",
        required=False,
        empty_label="Tanpa bidang",
        help_text="Menentukan ke mana pekerjaan diarahkan; tidak menambah hak.",
    )
    valid_from = DayField(label="Mulai", initial=today)
    valid_until = DayField(label="Sampai", required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        ask_as(self, user)
        offices = queries.offices(user, Permission.USER_MANAGE)
        self.fields["office"].queryset = offices
        self.fields["division"].queryset = queries.divisions(user, Permission.USER_MANAGE)
        self.fields["division"].label_from_instance = lambda row: f"{row.office}: {row.name}"
        if offices.count() == 1:
            self.fields["office"].initial = offices.first()


class NewPersonForm(AssignmentForm):
    """An account starts with its first assignment, so that nobody waits without a task."""

    username = forms.CharField(
        label="Nama pengguna",
        max_length=150,
        help_text="Untuk masuk: huruf, angka, titik. Misalnya NIP, atau siti.aminah.",
    )
    name = PersonForm.base_fields["name"]
    email = PersonForm.base_fields["email"]
    field_order = ("name", "username", "email", "role", "place", "office", "division")


class EndForm(forms.Form):
    on = DayField(
        label="Hari terakhir",
        required=False,
        help_text="Kosongkan bila berakhir sekarang juga.",
    )


class PeopleFilter(forms.Form):
    q = forms.CharField(label="Nama", required=False)
    role = forms.ChoiceField(
        label="Peran", required=False, choices=[("", "Semua peran"), *ROLE_CHOICES[1:]]
    )
    place = PlaceField(permission=Permission.USER_MANAGE, required=False, help_text="")
    office = forms.ModelChoiceField(
        Office.objects.none(), label="Kantor", required=False, empty_label="Semua kantor"
    )
    active = forms.ChoiceField(
        label="Akun",
        required=False,
        choices=[("", "Semua"), ("1", "Aktif"), ("0", "Nonaktif")],
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        ask_as(self, user)
        self.fields["office"].queryset = queries.offices(user, Permission.USER_MANAGE)
