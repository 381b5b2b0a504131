"""The form by which a list is handed over in the browser."""

from django import forms
from django.conf import settings

from binaan.access.forms.fields import PlaceField, ask_as
from binaan.access.permissions import Permission
from binaan.intake.kinds import KINDS
from binaan.intake.queries.handing import home_of, offices, source_names
from binaan.kit.dates import today
from binaan.kit.fields import PastDayField

NO_FILE = "Pilih berkas daftarnya."
TOO_LARGE = (
    "Berkas ini lebih besar dari %s MB. Bagi menjadi beberapa berkas, atau minta administrator "
    "memasukkannya dengan perintah import_list."
)
ACCEPTED = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")


class FileInput(forms.FileInput):
    """Offers only what can be read; a phone shows its own list."""

    def __init__(self):
        super().__init__(attrs={"accept": ",".join(ACCEPTED)})


class SourceInput(forms.TextInput):
    """A box that suggests the lists known already; a new name may be typed all the same."""

    template_name = "intake/batch_source_input.html"
    names: tuple[str, ...] = ()

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["names"] = self.names
        return context


class HandOverForm(forms.Form):
    """A file, and what it is: which list, whose, where, and as of when."""

    file = forms.FileField(
        label="Berkas", widget=FileInput(), allow_empty_file=True, max_length=None
    )
    kind = forms.ChoiceField(label="Jenis daftar")
    source = forms.CharField(
        label="Daftar", max_length=200, widget=SourceInput(attrs={"autocomplete": "off"}),
        help_text="Pilih daftar yang sudah pernah masuk, atau tulis nama baru, misalnya "
        "Daftar IKM Tambun Selatan. Nama yang sama membuat isinya dibandingkan dengan kiriman lalu.",
    )  # fmt: skip
    office = forms.ModelChoiceField(queryset=None, label="Kantor", empty_label=None)
    place = PlaceField(
        permission=Permission.LIST_IMPORT,
        help_text="Wilayah yang didata. Baris dari luar wilayah ini akan menunggu.",
    )
    as_of = PastDayField(
        label="Keadaan per", initial=today,
        help_text="Tanggal keadaan yang ditulis di daftar, bukan tanggal mengirimnya.",
    )  # fmt: skip

    def __init__(self, *args, user, too_large=False, **kwargs):
        super().__init__(*args, **kwargs)
        ask_as(self, user)
        file, limit = self.fields["file"], settings.UPLOAD_MB
        said = "Excel (.xlsx, .xls), LibreOffice (.ods) atau CSV, paling besar %s MB."
        file.help_text = said % limit
        file.error_messages["required"] = TOO_LARGE % limit if too_large else NO_FILE
        self.fields["source"].widget.names = source_names(user)
        self._choose_kind(user)
        self._choose_office(offices(user))
        self.initial.setdefault("place", home_of(user))

    def _choose_kind(self, user) -> None:
        field = self.fields["kind"]
        mine = [one for one in KINDS.values() if user.may(Permission(one.permission))]
        field.choices = [(kind.key, kind.label) for kind in mine]
        self.initial.setdefault("kind", mine[0].key if mine else "")
        if len(mine) == 1:
            field.widget = forms.HiddenInput()

    def _choose_office(self, mine) -> None:
        field = self.fields["office"]
        field.queryset = mine
        if len(mine) == 1:
            field.widget = forms.HiddenInput()
            self.initial["office"] = mine[0]

    def clean_source(self):
        return " ".join(self.cleaned_data["source"].split())
