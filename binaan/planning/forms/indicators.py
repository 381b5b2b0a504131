"""Forms for indicators: what they are, their targets, and the measure they cite."""

from django import forms
from django.core.exceptions import ValidationError

from binaan.kit import measures
from binaan.planning.choices import IndicatorKind, LowerFormula, Polarity
from binaan.planning.forms.nodes import DivisionField
from binaan.planning.rules import citing
from binaan.planning.rules.branches import UNITS

QUARTERS = (1, 2, 3, 4)


class UnitInput(forms.TextInput):
    """A text box that proposes the known units; another one may be typed."""

    template_name = "planning/indicator_unit.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["units"] = UNITS
        return context


class IndicatorForm(forms.Form):
    """What an indicator is and how it is counted."""

    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label="Indikator", max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    unit = forms.CharField(
        label="Satuan", required=False, max_length=60, widget=UnitInput,
        help_text="Pilih dari usul, atau ketik sendiri.",
    )  # fmt: skip
    polarity = forms.ChoiceField(label="Arah", choices=Polarity.choices)
    kind = forms.ChoiceField(
        label="Sifat", choices=IndicatorKind.choices, initial=IndicatorKind.LAST,
        help_text="Menentukan bagaimana triwulan menjadi setahun.",
    )  # fmt: skip
    lower_formula = forms.ChoiceField(
        label="Rumus capaian bila makin rendah makin baik", required=False,
        choices=[("", "Menurut pilihan kantor"), *LowerFormula.choices],
    )  # fmt: skip
    base_text = forms.CharField(label="Kondisi awal", required=False, max_length=100)
    end_text = forms.CharField(label="Kondisi akhir", required=False, max_length=100)
    formula = forms.CharField(
        label="Rumus perhitungan", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dengan kata-kata, misalnya jumlah usaha yang naik kelas ÷ seluruh usaha mikro × 100.",
    )  # fmt: skip
    source = forms.CharField(label="Sumber data", required=False, max_length=300)
    division = DivisionField()
    is_iku = forms.BooleanField(label="Indikator kinerja utama (IKU)", required=False)
    is_nspk = forms.BooleanField(label="Target NSPK", required=False)
    is_ikk = forms.BooleanField(label="Target IKK", required=False)

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["division"].of(version.document.office)

    def values(self) -> dict:
        """What `indicators.add_indicator` and `change_indicator` take."""
        return {key: value for key, value in self.cleaned_data.items() if key != "stamp"}


class TargetsForm(forms.Form):
    """A text a year, and one a quarter: `t-2022`, `t-2022-1`."""

    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, years, texts=None, **kwargs):
        texts = texts or {}
        super().__init__(*args, **kwargs)
        self.years = years
        for year in years:
            for quarter in (0, *QUARTERS):
                said = f"Target {year}" + (f" triwulan {quarter}" if quarter else "")
                field = forms.CharField(
                    label=said,
                    required=False,
                    max_length=100,
                    initial=texts.get((year, quarter), ""),
                )
                field.widget.attrs = {"aria-label": said, "class": "input", "autocomplete": "off"}
                self.fields[self._name(year, quarter)] = field

    @staticmethod
    def _name(year: int, quarter: int) -> str:
        return f"t-{year}-{quarter}" if quarter else f"t-{year}"

    def rows(self) -> list[tuple[int, list]]:
        """Each year with its five boxes, as the page draws them."""
        periods = (0, *QUARTERS)
        return [(year, [self[self._name(year, one)] for one in periods]) for year in self.years]

    def texts(self) -> dict[tuple[int, int], str]:
        """What `indicators.set_targets` takes."""
        return {
            (year, quarter): self.cleaned_data[self._name(year, quarter)]
            for year in self.years
            for quarter in (0, *QUARTERS)
        }


class CiteForm(forms.Form):
    """A published measure, a part of it, and what it is divided by. All empty: tanpa rekaman."""

    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    measure = forms.ChoiceField(label="Angka yang dihitung", required=False)
    part = forms.CharField(
        label="Bagiannya", required=False, max_length=120,
        help_text="Dimensi dan barisnya, misalnya size_uu20=mikro; beberapa dipisah koma.",
    )  # fmt: skip
    per = forms.ChoiceField(label="Dibagi dengan", required=False)
    per_part = forms.CharField(label="Bagian pembaginya", required=False, max_length=120)
    per_at = forms.ChoiceField(
        label="Pembagi dihitung pada", required=False,
        choices=[("end", "akhir triwulan"), ("start", "awal tahun")],
    )  # fmt: skip
    factor = forms.ChoiceField(
        label="Dikalikan", choices=[("1", "1"), ("100", "100 (persen)"), ("1000", "1.000")],
        required=False,
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = [(one.key, f"{one.label} ({one.unit})") for one in measures.all_measures()]
        for name in ("part", "per_part"):
            self.fields[name].widget.attrs |= {"list": "bagian-dikenal", "autocomplete": "off"}
        self.fields["measure"].choices = [("", "Tanpa rekaman: diketik, dengan dokumen"), *known]
        self.fields["per"].choices = [("", "Tidak dibagi"), *known]

    def clean(self):
        given = super().clean()
        for name, of in (("part", "measure"), ("per_part", "per")):
            given[name] = self._parts(name, given.get(of, ""), given.get(name, ""))
        return given

    def _parts(self, name: str, key: str, text: str) -> list[list[str]]:
        if not text.strip() or not key:
            return []
        parts = [one.strip().partition("=") for one in text.split(",")]
        try:
            for dimension, _mark, row in parts:
                measures.get(key).dimension(dimension.strip())
                if not row.strip():
                    raise ValidationError("Tulis seperti size_uu20=mikro.")
        except ValidationError as error:
            self.add_error(name, error)
            return []
        return [[dimension.strip(), row.strip()] for dimension, _mark, row in parts]

    def citation(self) -> dict:
        """What `citing.cite` takes."""
        given = self.cleaned_data
        if not given["measure"]:
            return {}
        said: dict = {"measure": given["measure"], "part": given["part"]}
        if given["per"]:
            said["per"] = {"measure": given["per"], "part": given["per_part"]}
            said["per"]["at"] = given["per_at"] or "end"
        return citing.read(said | {"factor": int(given["factor"] or 1)}).as_json()


def cited(citation: dict) -> dict:
    """A citation as CiteForm begins with it."""

    def words(said: dict) -> str:
        return ", ".join(f"{dimension}={row}" for dimension, row in said.get("part", []))

    per = citation.get("per") or {}
    return {
        "measure": citation.get("measure", ""),
        "part": words(citation),
        "per": per.get("measure", ""),
        "per_part": words(per),
        "per_at": per.get("at", "end"),
        "factor": str(citation.get("factor", 1)),
    }
