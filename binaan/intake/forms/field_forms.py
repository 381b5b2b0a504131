"""The form by which a field form is handed in."""

from django import forms
from django.conf import settings

from binaan.access.forms.fields import PlaceField, ask_as
from binaan.access.permissions import Permission
from binaan.access.queries import offices
from binaan.intake import fieldwork

NO_FILE = "Pilih XLSForm-nya."
TOO_LARGE = "Berkas ini lebih besar dari %s MB."
STAYS = "Hanya disimpan sebagai kiriman"


class SeveralFiles(forms.ClearableFileInput):
    """Lets several files be chosen at once."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Answers a list of files, perhaps empty."""

    def __init__(self, **kwargs):
        super().__init__(widget=SeveralFiles(attrs={"multiple": True}), required=False, **kwargs)

    def clean(self, data, initial=None):
        return [super(SeveralFilesField, self).clean(one, initial) for one in data or []]


class FieldFormForm(forms.Form):
    """An XLSForm, whose it is and who takes its answers."""

    file = forms.FileField(
        label="XLSForm", allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods"}),
        help_text="Buku kerja dengan lembar survey, choices dan settings. Semua yang kurang "
        "disebutkan sekaligus, dengan baris dan kolomnya.",
    )  # fmt: skip
    room = forms.ChoiceField(label="Jawabannya masuk ke", required=False)
    media = SeveralFilesField(
        label="Berkas yang disebut formulir",
        help_text="Gambar atau daftar pilihan (.csv) milik sendiri. Daftar seperti wilayah.csv dan "
        "usaha.csv diisi Binaan, tidak perlu disertakan.",
    )
    office = forms.ModelChoiceField(queryset=None, label="Kantor", empty_label=None)
    place = PlaceField(
        permission=Permission.FORM_MANAGE, help_text="Wilayah yang didata dengan formulir ini."
    )

    def __init__(self, *args, user, too_large=False, **kwargs):
        super().__init__(*args, **kwargs)
        ask_as(self, user)
        limit = settings.UPLOAD_MB
        self.fields["file"].error_messages["required"] = TOO_LARGE % limit if too_large else NO_FILE
        takers = {room: fieldwork.TAKERS[kind].label for room, kind in fieldwork.rooms().items()}
        self.fields["room"].choices = [*takers.items(), ("", STAYS)]
        mine = offices(user, Permission.FORM_MANAGE)
        self.fields["office"].queryset = mine
        if len(mine) == 1:
            self.fields["office"].widget = forms.HiddenInput()
            self.initial.setdefault("office", mine[0])
            self.initial.setdefault("place", mine[0].place)
