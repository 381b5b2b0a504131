"""What a person says when a plan comes in, and which name means which row of the nomenclature."""

from django import forms

from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.access.queries import offices
from binaan.planning.choices import DocumentKind
from binaan.planning.rules import arriving

ACCEPT = ".xlsx,.xls,.ods,.csv"
FREE = "-"


class ImportForm(forms.Form):
    """A file, and the document its tables belong to."""

    upload = forms.FileField(
        label="Berkas", help_text="Excel, LibreOffice atau CSV, apa adanya. Berkas asli disimpan utuh.",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )  # fmt: skip
    title = forms.CharField(
        label="Judul dokumen", max_length=200,
        help_text="Misalnya Renstra 2018-2023. Judul yang sudah ada: tabelnya menambah rancangannya.",
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Jenis", required=False, help_text="Kosong: menurut judul.",
        choices=[("", "Menurut judul"), *DocumentKind.choices],
    )  # fmt: skip
    office = forms.ModelChoiceField(Office.objects.none(), label="Kantor")

    def __init__(self, *args, user, too_large: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        mine = offices(user, Permission.PLAN_EDIT)
        self.fields["office"].queryset = mine
        if len(mine) == 1:
            self.fields["office"].initial = mine[0]
            self.fields["office"].widget = forms.HiddenInput()

    def clean(self):
        given = super().clean()
        if self.too_large:
            self.errors.pop("upload", None)
            self.add_error("upload", "Berkas ini terlalu besar untuk sebuah rencana.")
        if given.get("title") and not (given.get("kind") or arriving.kind_of(given["title"])):
            self.add_error("kind", "Judul tidak menyebut jenisnya; pilih jenisnya.")
        return given


class NamesForm(forms.Form):
    """The chosen code of each part: one field `kode-<id>` a part; "" leaves it as it is."""

    def __init__(self, *args, rows, lead: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows

    def codes(self, which: str = "") -> dict[str, str]:
        """By id of node. `which` "equal": all proposals with the same name; else what was chosen."""
        if which == "equal":
            return {
                str(one.node.pk): one.node.official_code
                for one in self.rows
                if one.state == "equal"
            }
        found = {}
        for one in self.rows:
            said = self.data.get(f"kode-{one.node.pk}", "")
            if said:
                found[str(one.node.pk)] = "" if said == FREE else said
        return found
