"""Form fields for the values of a claim: drawn, checked and turned into what a claim says."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from binaan.kit.dates import today
from binaan.kit.fields import PastDayField
from binaan.kit.numbers import parse_amount
from binaan.places.models import IndustryGroup, KbliEdition
from binaan.registry import choices
from binaan.registry.queries.reference import ekraf_subsectors
from binaan.registry.rules import fields as declared
from binaan.registry.rules import identifiers

EMPTY = ("", "–")
FIRST_YEAR = 1900
MOST_PERSONS = 100_000
YES_NO = [EMPTY, ("1", "Ya"), ("0", "Bukan")]
ENUMS = {
    "sex": choices.Sex,
    "legal_form": choices.LegalForm,
    "market": choices.Market,
    "association": choices.AssociationStatus,
    "kbli_edition": KbliEdition,
}
LONGEST = {"rt": 3, "rw": 3, "postcode": 5, "capacity_unit": 40, "address": 500}
HELP = {
    "sales": "Rupiah setahun, boleh kisaran: 5-10 juta.",
    "capital": "Rupiah, tanpa tanah dan bangunan tempat usaha.",
    "investment": "Rupiah, tanpa tanah dan bangunan.",
    "production_value": "Rupiah setahun.",
    "lat": "Derajat desimal, misalnya -6.2571.",
    "lon": "Derajat desimal, misalnya 107.0543.",
    "phone": "Misalnya 0812-3456-7890.",
    "nib": "13 angka.",
    "nik": "16 angka seperti di KTP.",
    "workers": "Bila rinciannya tidak diketahui.",
}
CLOSED = {"autocomplete": "off"}


class ReasonField(forms.CharField):
    """Why: at least a few letters."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Alasan atau dasar")
        super().__init__(min_length=5, max_length=500, **kwargs)


class AmountField(forms.CharField):
    """Rupiah as people write them; cleaned to (low, high) as text, or None."""

    def clean(self, value):
        text = super().clean(value)
        amount = parse_amount(text)
        if amount.code == "money_unit_unclear":
            raise ValidationError("Satuannya tidak jelas; tulis rupiah penuh, misalnya 2.500.000.")
        if amount.code == "number_unreadable":
            raise ValidationError("Tulis jumlah rupiah, misalnya 2.500.000 atau 5-10 juta.")
        if amount.low is None and amount.high is None:
            return None
        return _text(amount.low), _text(amount.high)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


class NumberField(forms.CharField):
    """One identifier; `check` answers the value kept and the code of its problem."""

    SAYS = {
        "nik_length": "NIK terdiri atas 16 angka.",
        "nik_date": "Angka ke-7 sampai ke-12 bukan tanggal lahir yang sah; periksa KTP.",
        "nik_serial": "Empat angka terakhir NIK tidak boleh 0000.",
        "nik_is_nib": "Ini 13 angka, seperti NIB; NIK terdiri atas 16 angka.",
        "nib_is_nik": "Ini NIK; NIB terdiri atas 13 angka.",
        "nib_length": "NIB terdiri atas 13 angka.",
        "nib_zero_lost": "NIB terdiri atas 13 angka; mungkin nol di depannya hilang.",
        "npwp_length": "NPWP terdiri atas 15 atau 16 angka.",
    }

    def __init__(self, check, **kwargs):
        self.check = check
        super().__init__(max_length=40, widget=forms.TextInput(CLOSED), **kwargs)

    def clean(self, value):
        checked = self.check(super().clean(value))
        if checked.problem:
            raise ValidationError(self.SAYS[checked.problem])
        return checked.value or ""


class PhoneField(forms.CharField):
    """A telephone number, kept as +62…"""

    def clean(self, value):
        text = super().clean(value)
        number = identifiers.normal_phone(text)
        if text and number is None:
            raise ValidationError("Nomor ini tidak terbaca; tulis seperti 0812-3456-7890.")
        return number or ""


class KbliField(forms.CharField):
    def clean(self, value):
        code = super().clean(value).strip()
        if code and not (len(code) == 5 and code.isascii() and code.isdecimal()):
            raise ValidationError("Kode KBLI terdiri atas 5 angka.")
        return code


CHECKS = {
    "nik": identifiers.check_nik,
    "nib": identifiers.check_nib,
    "npwp": identifiers.check_npwp,
}


def form_field(name: str, *, required: bool = False, label: str = "") -> forms.Field:
    """The form field for a value of rules/fields by its name."""
    known = declared.BY_NAME[name]
    options = {
        "label": label or known.label, "required": required, "help_text": HELP.get(name, ""),
    }  # fmt: skip
    if name in CHECKS:
        return NumberField(CHECKS[name], **options)
    if name in _SPECIAL:
        return _SPECIAL[name](options)
    return _BY_KIND[known.kind](name, options)


def _choice(name: str, options: dict) -> forms.Field:
    if name in ENUMS:
        return forms.ChoiceField(choices=[EMPTY, *ENUMS[name].choices], **options)
    return forms.ChoiceField(choices=YES_NO, **options)


def _whole(least: int, most: int, options: dict) -> forms.Field:
    says = {"invalid": "Tulis bilangan bulat, misalnya 3."}
    return forms.IntegerField(min_value=least, max_value=most, error_messages=says, **options)


def _degrees(name: str, options: dict) -> forms.Field:
    most = 90 if name == "lat" else 180
    says = {"invalid": "Tulis derajat desimal, misalnya 107,0543."}
    return forms.FloatField(
        min_value=-most, max_value=most, localize=True, error_messages=says, **options
    )


_SPECIAL = {
    "kbli": lambda options: KbliField(**options),
    "group": lambda options: forms.ChoiceField(
        choices=lambda: [EMPTY, *IndustryGroup.objects.values_list("pk", "label")], **options
    ),
    "ekraf": lambda options: forms.ChoiceField(
        choices=lambda: [EMPTY, *ekraf_subsectors(None)], **options
    ),
    "email": lambda options: forms.EmailField(max_length=200, **options),
    "address": lambda options: forms.CharField(max_length=LONGEST["address"], **options),
}
_BY_KIND = {
    "text": lambda name, options: forms.CharField(max_length=LONGEST.get(name, 200), **options),
    "choice": _choice,
    "year": lambda name, options: _whole(FIRST_YEAR, today().year, options),
    "count": lambda name, options: _whole(0, MOST_PERSONS, options),
    "money": lambda name, options: AmountField(**options),
    "date": lambda name, options: PastDayField(**options),
    "phone": lambda name, options: PhoneField(widget=forms.TextInput(CLOSED), **options),
    "number": lambda name, options: forms.DecimalField(
        min_value=0, max_digits=18, decimal_places=2, localize=True, **options
    ),
    "degrees": _degrees,
}


def said(cleaned: dict) -> dict:
    """What a claim says, from cleaned form values; what was left empty is not said."""
    found: dict = {}
    for name, value in cleaned.items():
        known = declared.BY_NAME.get(name)
        if known is None or known.kind == "place" or value in (None, ""):
            continue
        if known.kind == "money":
            found |= _money(name, value)
        else:
            found[name] = _plain(known, value)
    return found


def _money(name: str, value: tuple[str | None, str | None]) -> dict:
    low, high = value
    if name == "production_value":
        return {name: high or low}
    pairs = ((f"{name}_low", low), (f"{name}_high", high))
    return {key: amount for key, amount in pairs if amount is not None}


def _plain(known: declared.Field, value):
    if known.kind == "date":
        return value.isoformat()
    if known.kind == "number":
        return f"{value.normalize():f}"
    if known.name == "is_vendor":
        return value == "1"
    return value
