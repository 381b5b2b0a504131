"""What a person says of a follow-up, a path, a case and a visit."""

from datetime import timedelta

from django import forms

from binaan.kit.dates import today
from binaan.kit.fields import DateInput, PastDayField
from binaan.kit.step_forms import PAPER_HELP, PaperForm, paper
from binaan.programmes.choices import CaseOutcome, ContactWay, Stage
from binaan.programmes.forms.offices import ask_office
from binaan.registry.forms.values import ReasonField

EMPTY = ("", "–")
LONGEST = 4000


def _told(label: str, help_text: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, help_text=help_text, widget=forms.Textarea({"rows": rows})
    )


class EvidenceForm(PaperForm):
    """A form with a photo or paper beside it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"] = paper("Bukti", help_text=f"Foto atau catatan. {PAPER_HELP}")


class DoneForm(EvidenceForm):
    """A contact that came about."""

    on = PastDayField(label="Tanggal kontak", initial=today)
    way = forms.ChoiceField(
        label="Cara", widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in ContactWay if one != ContactWay.FAILED],
        help_text="Pesan yang dikirim saja bukan kontak.",
    )  # fmt: skip
    outcome = _told("Hasil", "Apa yang diterapkan, apa yang berubah, apa yang masih dibutuhkan.")


class FailedForm(forms.Form):
    """An attempt in vain."""

    on = PastDayField(label="Tanggal upaya", initial=today)
    note = ReasonField(
        label="Apa yang dicoba", help_text="Misalnya dua kali ditelepon, tidak aktif."
    )


class PutOffForm(forms.Form):
    """Another day, and why."""

    due = forms.DateField(label="Jatuh tempo baru", widget=DateInput())
    reason = ReasonField(label="Alasan menjadwal ulang")


class AssignForm(forms.Form):
    """Which officer gets the marked rows."""

    officer = forms.ModelChoiceField(None, label="Berikan kepada", empty_label="Pilih petugas")

    def __init__(self, *args, officers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers


class MoveForm(forms.Form):
    """Another stage of the path, and why."""

    stage = forms.TypedChoiceField(
        label="Tahap", coerce=int,
        choices=[(one.value, one.label) for one in Stage if one != Stage.INDEPENDENT],
    )  # fmt: skip
    on = PastDayField(label="Tanggal", initial=today)
    reason = ReasonField(label="Alasan")


class EndPathForm(forms.Form):
    """How a path ends."""

    how = forms.ChoiceField(
        label="Berakhir karena", widget=forms.RadioSelect,
        choices=[("mandiri", "Usahanya sudah mandiri"), ("lain", "Sebab lain: tutup, pindah, menolak")],
    )  # fmt: skip
    on = PastDayField(label="Tanggal", initial=today)
    reason = ReasonField(label="Penjelasan")


class CaseForm(forms.Form):
    """A problem to be worked on."""

    problem = _told("Masalah", "Satu kasus untuk satu masalah.")
    on = PastDayField(label="Dibuka", initial=today)
    officer = forms.ModelChoiceField(None, label="Petugas", required=False, empty_label="–")
    expert = forms.ModelChoiceField(None, label="Narasumber", required=False, empty_label="–")
    office = forms.ModelChoiceField(None, label="Kantor", empty_label=None)

    def __init__(self, *args, offices, officers, experts, **kwargs):
        super().__init__(*args, **kwargs)
        ask_office(self.fields, offices)
        self.fields["officer"].queryset, self.fields["expert"].queryset = officers, experts
        if not experts.exists():
            del self.fields["expert"]


class AgreeForm(forms.Form):
    """What was agreed, until when."""

    action = _told("Yang disepakati", "Siapa melakukan apa; sebutkan ukurannya.", rows=2)
    due = forms.DateField(
        label="Sampai", widget=DateInput(), initial=lambda: today() + timedelta(days=14)
    )


class StepForm(EvidenceForm):
    """What came of an agreed step."""

    step = forms.ModelChoiceField(None, label="Langkah", empty_label=None)
    on = PastDayField(label="Dilaksanakan", initial=today)
    result = _told("Hasil", rows=2)

    def __init__(self, *args, steps, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].queryset = steps


class EndCaseForm(forms.Form):
    """How a case ended."""

    outcome = forms.ChoiceField(
        label="Hasil akhir", choices=CaseOutcome.choices, widget=forms.RadioSelect
    )
    result = _told("Uraian hasil", "Apa yang berubah pada usahanya, dengan angka bila ada.")
    on = PastDayField(label="Ditutup", initial=today)


class SeenForm(EvidenceForm):
    """What a visit found."""

    on = PastDayField(label="Dikunjungi", initial=today)
    finding = _told("Temuan", "Tuliskan juga bila tidak ada masalah.")


class PlanForm(forms.Form):
    """A supervision plan asked for: its period, as of which day, the seed, visits at most."""

    office = forms.ModelChoiceField(None, label="Kantor", empty_label=None)
    first = forms.DateField(label="Dari", widget=DateInput())
    last = forms.DateField(label="Sampai", widget=DateInput())
    at = PastDayField(
        label="Populasi per", help_text="Semua usaha binaan yang tercatat berjalan hari itu."
    )
    seed = forms.CharField(
        label="Benih undian", max_length=40,
        help_text="Diumumkan bersama rencana; siapa pun dapat mengulang undiannya.",
    )  # fmt: skip
    most = forms.IntegerField(
        label="Kunjungan paling banyak", min_value=1, max_value=100_000, required=False,
        help_text="Kosong: semua risiko tinggi dan sampel yang cukup dari lainnya.",
    )  # fmt: skip

    def __init__(self, *args, offices, **kwargs):
        super().__init__(*args, **kwargs)
        ask_office(self.fields, offices)

    def clean(self):
        given = super().clean()
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", "Hari terakhir sebelum hari pertama.")
        return given


class RouteForm(forms.Form):
    """Whose day, which day, where it begins, how many stops."""

    petugas = forms.ModelChoiceField(None, label="Petugas", empty_label=None, required=False)
    tanggal = forms.DateField(label="Sampai jatuh tempo", widget=DateInput(), required=False)
    mulai = forms.ModelChoiceField(None, label="Mulai dari", empty_label=None, required=False)
    banyak = forms.IntegerField(label="Paling banyak", min_value=1, max_value=30, required=False)

    def __init__(self, *args, officers, starts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["petugas"].queryset = officers
        self.fields["mulai"].queryset = starts
