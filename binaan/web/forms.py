"""What a person may ask of a figure: place, time, office, division. Lives in the address bar."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from binaan.kit.dates import today
from binaan.kit.measures import Asked, Measure, Period, end_of, parse_period
from binaan.kit.measuring.steps import QUARTER, YEAR
from binaan.places.models import Place
from binaan.web.queries import figures_parts, scope

PACES = ((QUARTER, "8 triwulan"), (YEAR, "5 tahun"))
BAD_DATE = "Tanggal ini tidak terbaca. Pilih dari kalender, atau tulis seperti 2024-12-31."
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)  # a trend looks years before and after
OUT_OF_TIME = "Pilih tanggal antara 1900 dan 2100."
SAME = {
    True: "Tanggal pembanding sama dengan tanggalnya; pilih tanggal lain.",
    False: "Periode pembanding sama dengan periodenya; pilih periode lain.",
}
# As a person asks: where, when, divided how; the rest after that.
ORDER = ["wilayah", "per", "periode", "menurut", "banding", "kolom", "kantor", "diketahui"]
OF_TIME = {True: ("periode",), False: ("per", "diketahui")}


def day(label: str) -> forms.DateField:
    """A date, in the browser's own calendar."""
    return forms.DateField(
        label=label, required=False, error_messages={"invalid": BAD_DATE},
        validators=[
            MinValueValidator(EARLIEST, OUT_OF_TIME), MaxValueValidator(LATEST, OUT_OF_TIME)
        ],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip


def choice(label: str, refused: str, choices=()) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, choices=choices, error_messages={"invalid_choice": refused}
    )


def _span(when) -> tuple:
    """A period by its days, however it was written; a date by itself."""
    return (when.first, when.last) if isinstance(when, Period) else (when,)


class FigureForm(forms.Form):
    """Bound to the query string; what is not asked is the reader's own scope, and today."""

    wilayah = forms.CharField(label="Wilayah", required=False)
    per = day("Keadaan per")
    periode = forms.CharField(
        label="Periode", required=False,
        widget=forms.TextInput(attrs={"placeholder": "2025 atau 2025-Q3"}),
    )  # fmt: skip
    banding = forms.CharField(label="Bandingkan dengan", required=False)
    menurut = choice("Rinci menurut", "Angka ini tidak dapat dirinci menurut pilihan itu.")
    kolom = choice("Silangkan dengan", "Angka ini tidak dapat disilangkan dengan pilihan itu.")
    diketahui = day("Sebagaimana diketahui")
    kantor = choice("Kantor pembina", "Kantor itu tidak ada di dalam tugas Anda.")
    laju = choice("Garis waktu", "Garis waktu dapat per triwulan atau per tahun.", PACES)

    def __init__(self, user, measure: Measure, data):
        mine = scope.scope(user)
        whole = mine.place if mine else None
        filled = data.copy()
        filled.setdefault("wilayah", whole.pk if whole else "")
        filled.setdefault("menurut", next(iter(measure.dimensions), ""))
        filled.setdefault("per", today().isoformat())
        filled.setdefault("periode", f"{today().year}")
        filled.setdefault("laju", QUARTER)
        super().__init__(filled)
        self.user, self.measure, self.given = user, measure, set(data)
        self._offer(user, whole)
        if measure.is_stock:
            self.fields["banding"] = day("Bandingkan dengan")
        for name in OF_TIME[measure.is_stock]:
            del self.fields[name]
        self.order_fields(ORDER)
        self.is_valid()

    def _offer(self, user, whole: Place | None) -> None:
        chosen = Place.objects.filter(pk=self.data.get("wilayah", "")).first() or whole
        if chosen and not figures_parts.reaches(user, chosen):
            chosen = whole
        places = scope.place_choices(user, chosen) if chosen else []
        self.fields["wilayah"].widget = forms.Select(choices=places)
        self.offices = {office.key: office for office in scope.offices(user)}
        names = [(key, office.name) for key, office in self.offices.items()]
        self.fields["kantor"].choices = [("", "Semua"), *names]
        parts = [(part.key, part.label) for part in self.measure.dimensions.values()]
        self.fields["menurut"].choices = parts
        across = [] if self.measure.reckoned else parts  # a rate does not add up over cells
        self.fields["kolom"].choices = [("", "Tidak disilangkan"), *across]

    def clean_wilayah(self):
        place = Place.objects.filter(pk=self.cleaned_data["wilayah"]).first()
        if place is None:
            raise ValidationError("Wilayah ini tidak dikenal.")
        if not figures_parts.reaches(self.user, place):
            raise ValidationError(f"{place.name} di luar wilayah tugas Anda; pilih yang lain.")
        return place

    def clean_per(self):
        return self.cleaned_data["per"] or today()

    def clean_periode(self):
        year = today().year
        return parse_period(self.cleaned_data["periode"] or f"{year}")

    def clean_banding(self):
        said = self.cleaned_data["banding"]
        if not said:
            return None
        other = said if self.measure.is_stock else parse_period(said)
        asked = self.cleaned_data.get("per" if self.measure.is_stock else "periode")
        if asked and _span(asked) == _span(other):
            raise ValidationError(SAME[self.measure.is_stock])
        return other

    def clean_kolom(self):
        column = self.cleaned_data["kolom"]
        if column and column == self.dimension:
            raise ValidationError("Baris dan kolom memakai rincian yang sama; pilih yang lain.")
        return column

    @property
    def asked(self) -> Asked:
        """The question; only of a valid form."""
        said = self.cleaned_data
        known = said.get("diketahui")
        return Asked(
            place=said["wilayah"],
            at=said.get("per"),
            known=end_of(known) if known else None,
            period=said.get("periode"),
            office=self.offices.get(said.get("kantor")),
        )

    @property
    def other(self) -> Asked | None:
        """The same question on the date to compare with."""
        when = self.cleaned_data.get("banding")
        if when is None:
            return None
        return self.asked.but(**({"at": when} if self.measure.is_stock else {"period": when}))

    @property
    def dimension(self) -> str:
        """How to divide; the first way unless another was asked."""
        return self.cleaned_data.get("menurut") or next(iter(self.measure.dimensions), "")

    @property
    def column(self) -> str:
        """The second way, across; "" for none."""
        return self.cleaned_data.get("kolom") or ""

    @property
    def pace(self) -> str:
        return self.cleaned_data.get("laju") or QUARTER

    @property
    def main(self) -> list:
        """What everybody asks; the rest is folded away until something of it was asked."""
        return [field for field in self if field.name in ("wilayah", "per", "periode", "menurut")]

    @property
    def more(self) -> list:
        return [
            field for field in self if field.name in ("banding", "kolom", "kantor", "diketahui")
        ]

    @property
    def more_is_asked(self) -> bool:
        return any(self[field.name].errors or field.value() for field in self.more)
