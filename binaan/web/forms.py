"""What a person may ask of a figure: place, time, office, division. Lives in the address bar."""

from django import forms
from django.core.exceptions import ValidationError

from binaan.kit.dates import today
from binaan.kit.measures import Asked, Measure, end_of, parse_period
from binaan.places.models import Place
from binaan.web.queries import scope


class FigureForm(forms.Form):
    """Bound to the query string; what is not asked is the reader's own scope, and today."""

    wilayah = forms.CharField(label="Wilayah", required=False)
    per = forms.DateField(
        label="Keadaan per", required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip
    diketahui = forms.DateField(
        label="Sebagaimana diketahui", required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip
    periode = forms.CharField(label="Periode", required=False)
    kantor = forms.ChoiceField(label="Kantor pembina", required=False)
    menurut = forms.ChoiceField(label="Rinci menurut", required=False)

    def __init__(self, user, measure: Measure, data):
        mine = scope.scope(user)
        whole = mine.place if mine else None
        filled = data.copy()
        filled.setdefault("wilayah", whole.pk if whole else "")
        filled.setdefault("menurut", next(iter(measure.dimensions), ""))
        filled.setdefault("per", today().isoformat())
        filled.setdefault("periode", f"{today().year}")
        super().__init__(filled)
        self.measure = measure
        self._offer(user, whole)
        for name in ("periode",) if measure.is_stock else ("per", "diketahui"):
            del self.fields[name]
        self.is_valid()

    def _offer(self, user, whole: Place | None) -> None:
        chosen = Place.objects.filter(pk=self.data.get("wilayah", "")).first() or whole
        places = scope.place_choices(user, chosen) if chosen else []
        self.fields["wilayah"].widget = forms.Select(choices=places)
        self.offices = {office.key: office for office in scope.offices(user)}
        names = [(key, office.name) for key, office in self.offices.items()]
        self.fields["kantor"].choices = [("", "Semua"), *names]
        parts = [(part.key, part.label) for part in self.measure.dimensions.values()]
        self.fields["menurut"].choices = parts

    def clean_wilayah(self):
        place = Place.objects.filter(pk=self.cleaned_data["wilayah"]).first()
        if place is None:
            raise ValidationError("Wilayah ini tidak dikenal.")
        return place

    def clean_per(self):
        return self.cleaned_data["per"] or today()

    def clean_periode(self):
        year = today().year
        return parse_period(self.cleaned_data["periode"] or f"{year}")

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
    def dimension(self) -> str:
        """How to divide; the first way unless another was asked."""
        return self.cleaned_data.get("menurut") or next(iter(self.measure.dimensions), "")
