"""What a person says before a sheet is written or many businesses are guided."""

from django import forms
from django.core.exceptions import ValidationError

from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.fields import PastDayField
from binaan.registry.forms.values import ReasonField
from binaan.web.models import Download
from binaan.web.taking.columns import CHOICES, NAME, USUAL
from binaan.web.taking.guiding import END, START
from binaan.web.taking.starting import LONGEST, SHORTEST

PLAIN = [(key, one.label) for key, one in CHOICES.items() if not one.personal and key != NAME]
PERSONAL = [(key, one.label) for key, one in CHOICES.items() if one.personal]


class SheetForm(forms.Form):
    """`columns`: the keys to be ticked at first."""

    format = forms.ChoiceField(
        label="Bentuk berkas", choices=Download.Format.choices, widget=forms.RadioSelect,
        initial=Download.Format.XLSX,
        help_text="XLSX untuk Excel. CSV untuk program lain: bila dibuka di Excel, angka panjang "
        "seperti NIB terpotong.",
    )  # fmt: skip
    plain = forms.MultipleChoiceField(
        label="Kolom", choices=PLAIN, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Nama usaha selalu disertakan.",
    )  # fmt: skip
    private = forms.MultipleChoiceField(
        label="Kolom data pribadi", choices=PERSONAL, required=False,
        widget=forms.CheckboxSelectMultiple, help_text="Isinya disamarkan seperti di layar.",
    )  # fmt: skip
    personal = forms.BooleanField(label="Tulis data pribadi secara utuh", required=False)
    reason = forms.CharField(
        label="Untuk apa data pribadi dibutuhkan", required=False, max_length=LONGEST,
        help_text="Wajib bila ditulis utuh. Alasan ini tercatat dan ikut tertulis di lembar.",
    )  # fmt: skip

    def __init__(self, *args, user, columns=(), **kwargs):
        super().__init__(*args, **kwargs)
        ticked = columns or USUAL
        self.fields["plain"].initial = [key for key, _label in PLAIN if key in ticked]
        self.fields["private"].initial = [key for key, _label in PERSONAL if key in ticked]
        if not user.may(Permission.PERSONAL_READ):
            del self.fields["personal"], self.fields["reason"]

    def clean(self):
        cleaned = super().clean()
        why = " ".join(cleaned.get("reason", "").split())
        if cleaned.get("personal") and not cleaned.get("private"):
            self.add_error("personal", ValidationError("Centang dahulu kolom data pribadinya."))
        elif cleaned.get("personal") and len(why) < SHORTEST:
            self.add_error("reason", ValidationError("Tuliskan untuk apa data pribadi dibutuhkan."))
        return cleaned

    def asked(self) -> dict:
        """What `starting.start` wants; only of a valid form."""
        said = self.cleaned_data
        return {
            "format": said["format"], "columns": [*said["plain"], *said["private"]],
            "personal": said.get("personal", False), "reason": said.get("reason", ""),
        }  # fmt: skip


class GuideForm(forms.Form):
    what = forms.ChoiceField(
        label="Yang dicatat", widget=forms.RadioSelect, initial=START,
        choices=[(START, "Mulai dibina"), (END, "Pembinaan berakhir")],
    )  # fmt: skip
    office = forms.ModelChoiceField(queryset=None, label="Kantor", empty_label=None)
    on = PastDayField(label="Sejak tanggal", initial=today)
    reason = ReasonField(help_text="Misalnya nomor surat keputusan atau hasil kunjungan.")

    def __init__(self, *args, offices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices
