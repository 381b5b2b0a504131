"""Forms for money: ceilings of many sub kegiatan at once, and the months of one."""

from decimal import Decimal
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from binaan.kit.dates import MONTHS as MONTH_NAMES
from binaan.kit.numbers import id_number
from binaan.planning.actions.money_plan import Amount
from binaan.planning.choices import FundSource
from binaan.planning.rules.branches import MONTHS
from binaan.planning.rules.papers import RP
from binaan.planning.rules.reading import read_figure


class RupiahField(forms.CharField):
    """Rupiah as people write it: 12.500.000, Rp 12.500.000,50. Answers a Decimal, None for nothing."""

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)
        self.widget.attrs |= {
            "inputmode": "decimal",
            "autocomplete": "off",
            "class": "input rupiah",
        }

    def prepare_value(self, value):
        return id_number(value) if isinstance(value, Decimal) else value

    def clean(self, value):
        figure = read_figure(super().clean(value), column=RP)
        if figure.is_blank:
            return None
        if figure.value is None or figure.doubt:
            raise ValidationError(f"“{figure.text}” tidak terbaca. Tulis misalnya 12.500.000.")
        return figure.value


class BudgetsForm(forms.Form):
    """Ceilings of sub kegiatan by year, of one fund: `p-<node>-<year>`."""

    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, leaves, years, fund, budgets, **kwargs):
        """`leaves`: (node, label); `budgets`: rupiah by (node id, year) of that fund."""
        super().__init__(*args, **kwargs)
        self.leaves, self.years, self.fund = leaves, years, fund
        for node in leaves:
            for year in years:
                label = f"{node.code} {node.name}: pagu {year}".strip()
                field = RupiahField(label=label, initial=budgets.get((node.pk, year)))
                field.widget.attrs["aria-label"] = label
                field.year = year
                self.fields[f"p-{node.pk}-{year}"] = field

    def rows(self) -> list[tuple]:
        """Each sub kegiatan with its boxes."""
        return [(one, [self[f"p-{one.pk}-{year}"] for year in self.years]) for one in self.leaves]

    def amounts(self) -> list[Amount]:
        """What `money_plan.set_budgets` takes."""
        return [
            Amount(node.pk, year, self.fund, self.cleaned_data[f"p-{node.pk}-{year}"])
            for node in self.leaves
            for year in self.years
        ]


class FundForm(forms.Form):
    """Which fund the ceilings of a page are of."""

    dana = forms.ChoiceField(label="Sumber dana", choices=FundSource.choices, required=False)


class CashForm(forms.Form):
    """Twelve months of one sub kegiatan."""

    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, months, **kwargs):
        super().__init__(*args, **kwargs)
        for month in MONTHS:
            self.fields[f"b-{month}"] = RupiahField(
                label=MONTH_NAMES[month - 1].capitalize(), initial=months.get(month)
            )

    def boxes(self) -> list:
        return [self[f"b-{month}"] for month in MONTHS]

    def months(self) -> dict[int, Decimal | None]:
        """What `money_plan.set_cash_plan` takes."""
        return {month: self.cleaned_data[f"b-{month}"] for month in MONTHS}


def is_uuid(text: str) -> bool:
    """Whether a text names a row at all."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
