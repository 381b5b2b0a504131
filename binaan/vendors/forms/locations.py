"""What a person says of a location, its pitches, and a move to another."""

from django import forms
from django.core.exceptions import ValidationError

from binaan.kit.dates import today
from binaan.kit.fields import DateInput, PastDayField
from binaan.registry.forms.places import PlaceMixin
from binaan.vendors.actions.locations import Described
from binaan.vendors.choices import LandOwner, LocationKind, Zone
from binaan.vendors.forms.fields import EMPTY, ClockField, DaysField, HoursMixin, PointField
from binaan.vendors.rules import locations as rules


class OutlineField(forms.CharField):
    """GeoJSON or a corner a line; cleaned to a polygon or None."""

    widget = forms.Textarea

    def clean(self, value):
        try:
            return rules.outline_of(super().clean(value))
        except ValueError as error:
            raise ValidationError(str(error)) from None


class LocationForm(HoursMixin, PlaceMixin):
    """A location as it lies there and as its decree describes it."""

    code = forms.CharField(label="Kode", max_length=20, help_text="Misalnya A-001.")
    name = forms.CharField(label="Nama lokasi", max_length=200)
    kind = forms.ChoiceField(label="Jenis", choices=[EMPTY, *LocationKind.choices])
    zone = forms.ChoiceField(label="Zona", choices=[EMPTY, *Zone.choices])
    address = forms.CharField(label="Letak", max_length=300, required=False)
    land_owner = forms.ChoiceField(
        label="Pemilik lahan", required=False, choices=[EMPTY, *LandOwner.choices]
    )
    legal_basis = forms.CharField(label="Dasar hukum lain", max_length=300, required=False)
    capacity = forms.IntegerField(label="Kapasitas (PKL)", min_value=0, max_value=10_000)
    days = DaysField()
    begins = ClockField(label="Jam mulai", required=False)
    ends = ClockField(label="Jam selesai", required=False)
    point = PointField(required=False)
    radius = forms.IntegerField(
        label="Jari-jari (m)", min_value=5, max_value=2_000, initial=50,
        help_text="Dipakai bila batas tidak digambar.",
    )  # fmt: skip
    outline = OutlineField(
        label="Batas", required=False, widget=forms.Textarea({"rows": 4}),
        help_text="Satu sudut satu baris (lintang, bujur), atau GeoJSON Polygon.",
    )  # fmt: skip
    note = forms.CharField(
        label="Catatan", max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
    )

    def clean(self):
        given = super().clean()
        if not given.get("point") and not given.get("outline") and "point" not in self.errors:
            self.add_error("point", "Isi titiknya, atau gambar batasnya.")
        return given

    def described(self) -> Described:
        """The location as said; without a point the middle of its outline counts."""
        given = self.cleaned_data
        lat, lon = given["point"] or rules.centre(given["outline"])
        names = ("code", "name", "kind", "zone", "address", "land_owner", "legal_basis", "capacity",
                 "radius", "outline", "days", "begins", "ends", "note")  # fmt: skip
        return Described(lat=lat, lon=lon, **{name: given[name] for name in names})


class ProposeForm(LocationForm):
    """A location that is proposed."""

    on = PastDayField(label="Diusulkan tanggal", initial=today)
    office = forms.ModelChoiceField(None, label="Kantor", empty_label=None)

    def __init__(self, *args, offices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset, self.fields["office"].initial = offices, offices.first()
        if offices.count() == 1:
            self.fields["office"].widget = forms.HiddenInput()


class PitchForm(forms.Form):
    """Pitches of one size."""

    numbers = forms.CharField(
        label="Nomor lapak", max_length=4000, help_text="Misalnya A-1..A-10, atau A-1, A-2, B-1."
    )
    length = forms.DecimalField(
        label="Panjang (m)", min_value=0.1, max_digits=5, decimal_places=2, localize=True
    )
    width = forms.DecimalField(
        label="Lebar (m)", min_value=0.1, max_digits=5, decimal_places=2, localize=True
    )

    def clean_numbers(self) -> list[str]:
        try:
            return rules.numbers_of(self.cleaned_data["numbers"])
        except ValueError as error:
            raise ValidationError(str(error)) from None


class RelocationForm(forms.Form):
    """Where everybody of a location is moved to."""

    to = forms.ModelChoiceField(None, label="Ke lokasi", empty_label="–")
    on = forms.DateField(label="Tanggal pindah", initial=today, widget=DateInput())
    why = forms.CharField(label="Alasan", max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args, locations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = locations


class DayForm(forms.Form):
    """The day something was done."""

    on = PastDayField(label="Tanggal", initial=today)
