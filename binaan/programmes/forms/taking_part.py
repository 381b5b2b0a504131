"""What a person says of participants: an answer, presence, learning, goods handed over."""

from decimal import Decimal
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from binaan.kit.dates import today
from binaan.kit.fields import PastDayField
from binaan.kit.numbers import rounded
from binaan.kit.step_forms import PaperForm, paper
from binaan.programmes.actions.handing_over import Goods
from binaan.programmes.actions.learning import BEST_LIKED, Learned
from binaan.programmes.choices import MessageChannel, Presence
from binaan.programmes.rules import attending, inviting
from binaan.registry.forms.values import AmountField

YES, NO = "ya", "tidak"
CELL = {"class": "input"}  # of a field inside a table
GOODS = 6  # lines of a BAST on one page
MOST = 1_000_000


class AnswerForm(forms.Form):
    """What the owner said to the invitation."""

    comes = forms.ChoiceField(
        label="Jawaban", widget=forms.RadioSelect,
        choices=[(YES, "Bersedia hadir"), (NO, "Tidak dapat hadir")],
    )  # fmt: skip
    why = forms.CharField(
        label="Alasan bila tidak", required=False, max_length=300,
        widget=forms.TextInput({"list": "alasan-tidak"}),
    )  # fmt: skip
    reasons = inviting.REASONS

    def given(self) -> dict:
        """For the action."""
        return {"comes": self.cleaned_data["comes"] == YES, "why": self.cleaned_data["why"]}


class DropForm(forms.Form):
    """Why somebody stops before the end."""

    why = forms.CharField(label="Alasan berhenti", max_length=300, min_length=5)


class SendForm(forms.Form):
    """Through which channel the invited are written to."""

    channel = forms.ChoiceField(
        label="Lewat", widget=forms.RadioSelect, initial=MessageChannel.WHATSAPP,
        choices=[(one.value, one.label) for one in (MessageChannel.WHATSAPP, MessageChannel.SMS)],
    )  # fmt: skip


class PhotoForm(PaperForm):
    """A photo of what a participant made."""

    document = forms.FileField(
        label="Foto produk", help_text="JPEG, PNG atau WebP. Letak pengambilan foto dihapus.",
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip


class SignedForm(PaperForm):
    """The scan of a BAST with its signatures."""

    document = paper("BAST bertanda tangan", required=True)


class CodeForm(forms.Form):
    """The words behind a QR code, typed or sent by a scanner that acts as a keyboard."""

    code = forms.CharField(
        label="Kode QR", max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "autofocus": True}),
        help_text="Arahkan pemindai ke kolom ini, atau pindai dengan kamera telepon petugas.",
    )  # fmt: skip

    def clean_code(self) -> str:
        """The code alone, also out of a whole address."""
        return self.cleaned_data["code"].strip().rstrip("/").rsplit("/", 1)[-1]


def _as_cells(form: forms.Form) -> None:
    for field in form.fields.values():
        field.widget.attrs |= CELL


class PresenceForm(forms.Form):
    """One session called by name: present, in part with minutes, absent, or nothing said.

    `usual`: what stands for those of whom nothing was said yet, until it is sent.
    """

    CHOICES = [("", "Belum dicatat"), *Presence.choices]

    def __init__(self, *args, rows, marked: dict, whole: int, usual: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.rows, self.whole = list(rows), whole
        for one in self.rows:
            there = marked.get(one.pk)
            part = there if there and there.presence == Presence.PART else None
            self.fields[f"p_{one.pk}"] = forms.ChoiceField(
                label=f"Kehadiran {one.business}", choices=self.CHOICES, required=False,
                initial=there.presence if there else usual,
            )  # fmt: skip
            self.fields[f"m_{one.pk}"] = forms.IntegerField(
                label=f"Menit hadir {one.business}", required=False, min_value=1,
                max_value=max(whole - 1, 1), initial=part.minutes if part else None,
            )  # fmt: skip

        _as_cells(self)

    def lines(self) -> list[tuple]:
        """Each participant with both fields."""
        return [(one, self[f"p_{one.pk}"], self[f"m_{one.pk}"]) for one in self.rows]

    def marks(self) -> dict[UUID, attending.Mark]:
        """What was said, of those of whom something was."""
        given = self.cleaned_data
        return {
            one.pk: attending.Mark(given[f"p_{one.pk}"], given.get(f"m_{one.pk}"))
            for one in self.rows if given.get(f"p_{one.pk}")
        }  # fmt: skip


class LearningForm(forms.Form):
    """Tests, satisfaction and products of everybody who was there."""

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for one in self.rows:
            self.fields |= _learning_fields(one)
        _as_cells(self)

    def lines(self) -> list[tuple]:
        """Each participant with its four fields."""
        return [(one, *(self[f"{name}_{one.pk}"] for name in LEARNING)) for one in self.rows]

    def learned(self) -> dict[UUID, Learned]:
        """What stands in the fields."""
        given = self.cleaned_data
        return {one.pk: _learned(given, one.pk) for one in self.rows}


LEARNING = ("pre", "post", "liked", "product")


def _learning_fields(one) -> dict[str, forms.Field]:
    score = {"required": False, "min_value": 0, "max_value": one.most_score, "decimal_places": 2,
             "localize": True}  # fmt: skip
    made: dict[str, forms.Field] = {
        "pre": forms.DecimalField(label=f"Pretes {one.business}", initial=one.pre_score, **score),
        "post": forms.DecimalField(label=f"Postes {one.business}", initial=one.post_score, **score),
        "liked": forms.TypedChoiceField(
            label=f"Kepuasan {one.business}", required=False, coerce=int, empty_value=None,
            initial=one.satisfaction, choices=[("", "–"), *((n, n) for n in range(1, BEST_LIKED + 1))],
        ),
        "product": forms.CharField(
            label=f"Produk {one.business}", required=False, max_length=200, initial=one.product_made
        ),
    }  # fmt: skip
    return {f"{name}_{one.pk}": field for name, field in made.items()}


def _learned(given: dict, key: UUID) -> Learned:
    pre, post, liked, product = (given.get(f"{name}_{key}") for name in LEARNING)
    return Learned(pre=pre, post=post, satisfaction=liked, product=product or None)


class PriceField(AmountField):
    """One amount of rupiah, as people write them: 2.500.000 or 2,5 juta."""

    def clean(self, value):
        found = super().clean(value)
        if found is None:
            return None
        low, high = found
        if low != high:
            raise ValidationError("Tulis satu harga, bukan kisaran.")
        return Decimal(high)

    def prepare_value(self, value):
        return rounded(value) if isinstance(value, Decimal) else value


class HandoverForm(forms.Form):
    """The head of a BAST and its goods."""

    number = forms.CharField(label="Nomor BAST", max_length=60)
    on = PastDayField(label="Tanggal", initial=today)
    given_by = forms.CharField(
        label="Yang menyerahkan", max_length=200, help_text="Nama pejabat atau petugas kantor."
    )
    received_by = forms.CharField(label="Yang menerima", max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, GOODS + 1):
            self.fields |= _goods_fields(number)
        for name, field in self.fields.items():
            if name not in HEAD:
                field.widget.attrs |= CELL

    def lines(self) -> list[tuple]:
        """The fields of each line of goods."""
        return [tuple(self[f"{name}_{number}"] for name in THING) for number in range(1, GOODS + 1)]

    def head(self) -> list:
        """The fields above the goods."""
        return [self[name] for name in HEAD]

    def clean(self):
        given = super().clean()
        for number in range(1, GOODS + 1):
            filled = [given.get(f"{name}_{number}") not in (None, "") for name in THING]
            if any(filled) and not all(filled):
                self.add_error(
                    f"label_{number}", ValidationError("Lengkapi nama, jumlah, satuan dan harga.")
                )
        return given

    def goods(self) -> tuple[Goods, ...]:
        """The lines that were filled in."""
        said = (
            [self.cleaned_data[f"{name}_{number}"] for name in THING]
            for number in range(1, GOODS + 1)
        )
        return tuple(Goods(*one) for one in said if one[0])


HEAD = ("number", "on", "given_by", "received_by")
THING = ("label", "volume", "unit", "price")


def _goods_fields(number: int) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {
        "label": forms.CharField(
            label=f"Barang {number}", required=False, max_length=200,
            widget=forms.TextInput({"placeholder": f"Barang {number}"}),
        ),
        "volume": forms.DecimalField(
            label=f"Jumlah {number}", required=False, min_value=Decimal("0.01"), max_value=MOST,
            decimal_places=2, localize=True,
        ),
        "unit": forms.CharField(label=f"Satuan {number}", required=False, max_length=40),
        "price": PriceField(label=f"Harga satuan {number} (Rp)", required=False),
    }  # fmt: skip
    return {f"{name}_{number}": field for name, field in made.items()}
