"""What a person fills in of an activity, its sessions, its costs, and of a step on its way."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from binaan.access.forms.fields import PlaceField
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.fields import DayField
from binaan.programmes.choices import ActivityKind, CostKind, FeeClass, FundSource
from binaan.programmes.forms.eligibility import EligibilityForm
from binaan.programmes.forms.offices import ask_office
from binaan.programmes.forms.taking_part import PriceField
from binaan.programmes.models import Activity, CostLine, Expert, Session
from binaan.programmes.queries import activities as queries
from binaan.programmes.rules.ranking import LABELS as RULES

EVERY = ("", "Semua kelompok")
TIME = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
OWN = ("title", "kind", "topic", "group", "year", "fund_source", "venue", "seats",
       "practice_share", "about", "partners", "rule", "nominate_until")  # fmt: skip


def _text(label: str, *, longest: int, required: bool = True, rows: int = 0, help_text: str = ""):
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, max_length=longest, required=required, widget=widget, help_text=help_text
    )


class ActivityForm(EligibilityForm):
    """All of an activity but its sessions and costs."""

    title = _text("Nama kegiatan", longest=200)
    kind = forms.ChoiceField(
        label="Jenis", choices=ActivityKind.choices, initial=ActivityKind.TRAINING
    )
    topic = _text("Topik", longest=100, help_text="Satu pokok, misalnya kemasan atau pemasaran daring. "
                  "Yang baru mengikuti topik ini tidak dipanggil lagi.")  # fmt: skip
    group = forms.ChoiceField(label="Kelompok produk kegiatan", required=False)
    office = forms.ModelChoiceField(None, label="Kantor", empty_label=None)
    place = PlaceField(permission=Permission.PROGRAMME_EDIT, label="Untuk usaha di wilayah")
    year = forms.IntegerField(label="Tahun anggaran", min_value=2000, max_value=2100)
    sub_code = _text("Kode subkegiatan", longest=20, required=False,
                     help_text="Menurut nomenklatur tahun itu, misalnya 3.31.02.2.01.0003.")  # fmt: skip
    fund_source = forms.ChoiceField(label="Sumber dana", choices=FundSource.choices)
    seats = forms.IntegerField(label="Jumlah peserta", min_value=1, max_value=100_000)
    venue = _text("Tempat", longest=200, required=False)
    practice_share = forms.IntegerField(
        label="Porsi praktik (%)", min_value=0, max_value=100, initial=60,
        help_text="Dihitung dari jam sesi begitu jamnya diisi.",
    )  # fmt: skip
    nominate_until = DayField(label="Pendaftaran sampai", required=False)
    rule = forms.ChoiceField(label="Aturan seleksi", choices=list(RULES.items()))
    partners = _text("Mitra", longest=1000, required=False, rows=2)
    about = _text("Uraian", longest=4000, required=False, rows=4)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = self.fields["place"].user = user
        groups = queries.groups(user)
        self.fields["groups"].choices = groups
        self.fields["group"].choices = [EVERY, *groups]
        ask_office(self.fields, queries.my_offices(user))

    def clean(self):
        given = super().clean()
        given["sub_activity"] = None
        code = given.get("sub_code", "").strip()
        if code and given.get("year"):
            given["sub_activity"] = queries.sub_activity(self.user, code, given["year"])
            if given["sub_activity"] is None:
                self.add_error("sub_code", ValidationError(
                    f"Tidak ada subkegiatan {code} pada nomenklatur tahun {given['year']}."))  # fmt: skip
        return given

    def said(self) -> dict:
        """For the action."""
        given = self.cleaned_data
        found = {name: given[name] for name in (*OWN, "place", "sub_activity")}
        return found | {"eligibility": self.eligibility(), "quotas": self.quotas()}


def initial(activity: Activity) -> dict:
    """What the form shows of the activity's own fields."""
    found = {name: getattr(activity, name) for name in (*OWN, "place", "office")}
    sub = activity.sub_activity
    return found | {"sub_code": sub.code if sub else ""}


class SessionForm(forms.ModelForm):
    """One session."""

    on = DayField(label="Tanggal")
    begins = forms.TimeField(label="Jam mulai", widget=TIME)
    ends = forms.TimeField(label="Jam selesai", widget=TIME)

    class Meta:
        model = Session
        fields = (
            "on", "begins", "ends", "subject", "theory_hours", "practice_hours", "expert",
        )  # fmt: skip

    def __init__(self, *args, experts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["expert"].queryset = experts
        self.fields["expert"].empty_label = "Belum ditentukan"

    def _post_clean(self):
        """The action checks and writes; nothing is written on the row here."""


class CostForm(forms.ModelForm):
    """One line of the cost estimate."""

    kind = forms.ChoiceField(label="Jenis", choices=[("", "Pilih jenis"), *CostKind.choices])
    volume = forms.DecimalField(
        label="Volume", min_value=Decimal("0.01"), decimal_places=2, max_digits=12, localize=True
    )
    price = PriceField(label="Harga satuan (Rp)")
    spent = PriceField(label="Terpakai (Rp)", required=False, help_text="Diisi sesudah dibayar.")

    class Meta:
        model = CostLine
        fields = ("kind", "label", "volume", "unit", "price", "spent")

    def _post_clean(self):
        """The action checks and writes; nothing is written on the row here."""


class StepForm(forms.Form):
    """The day of a step; why, where it needs a reason."""

    on = DayField(label="Tanggal", initial=today)

    def __init__(self, *args, key: str, **kwargs):
        super().__init__(*args, **kwargs)
        if key == "batal":
            self.fields["why"] = _text("Alasan", longest=500, rows=3)


class ExpertForm(forms.Form):
    """Who an expert is. A telephone left empty stays what it was."""

    name = _text("Nama dengan gelar", longest=200)
    organisation = _text("Lembaga", longest=200, required=False)
    phone = _text("Telepon", longest=20, required=False)
    fee_class = forms.ChoiceField(label="Kelas honor", choices=FeeClass.choices)
    certificate = _text("Sertifikat kompetensi", longest=200, required=False)
    place = PlaceField(permission=Permission.PROGRAMME_EDIT, label="Bekerja di wilayah")
    office = forms.ModelChoiceField(None, label="Kantor", empty_label=None)
    until = DayField(label="Bersedia sampai", required=False, help_text="Kosong: tanpa batas.")
    note = _text("Catatan", longest=1000, required=False, rows=3)
    active = forms.BooleanField(label="Masih dipanggil", required=False, initial=True)

    def __init__(self, *args, user, expert: Expert | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].user = user
        ask_office(self.fields, queries.my_offices(user))
        if expert is not None:
            del self.fields["place"], self.fields["office"]
            if expert.phone:
                self.fields["phone"].help_text = "Kosong: nomor yang tercatat tidak diubah."

    def said(self) -> dict:
        """For the action."""
        given = {name: value for name, value in self.cleaned_data.items()
                 if name not in ("place", "office")}  # fmt: skip
        if "place" not in self.fields and not given["phone"]:
            del given["phone"]
        return given


class SkillForm(forms.Form):
    """What an expert knows."""

    skill = _text("Keahlian", longest=100, help_text="Misalnya desain kemasan.")
    group = forms.ChoiceField(label="Kelompok produk", required=False)
    years = forms.IntegerField(
        label="Pengalaman (tahun)", min_value=0, max_value=70, required=False
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [EVERY, *queries.groups(user)]


class AwayForm(forms.Form):
    """Days an expert cannot come."""

    first = DayField(label="Dari")
    last = DayField(label="Sampai")
