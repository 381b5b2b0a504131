"""Forms for the nodes of a tree: picked from the nomenclature, or typed where the law leaves it free."""

from django import forms
from django.core.exceptions import ValidationError

from binaan.access.models import Division
from binaan.places.models import NomenclatureItem
from binaan.places.rules.nomenclature import GENERIC, bidang_of, for_bidang
from binaan.planning.choices import Level
from binaan.planning.rules.branches import FREE

MOST = 60  # proposals on one page; more are found by searching


class DivisionField(forms.ModelChoiceField):
    """A bidang of the office the document belongs to."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Bidang penanggung jawab")
        super().__init__(
            Division.objects.none(), required=False, empty_label="Belum ditentukan", **kwargs
        )

    def of(self, office) -> None:
        self.queryset = office.divisions.all()


class NodeForm(forms.Form):
    """One node. `pick` holds the code of a row of the nomenclature; without it code and name count."""

    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    pick = forms.ChoiceField(label="Dari nomenklatur", required=False, widget=forms.RadioSelect)
    code = forms.CharField(label="Kode", required=False, max_length=20)
    name = forms.CharField(
        label="Nama", required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    division = DivisionField()
    location = forms.CharField(label="Lokasi", required=False, max_length=200)
    beneficiary = forms.CharField(
        label="Kelompok sasaran", required=False, max_length=200,
        help_text="Siapa yang menerima hasilnya, misalnya pelaku usaha mikro perempuan.",
    )  # fmt: skip
    strategy = forms.CharField(
        label="Strategi", required=False, widget=forms.Textarea, help_text="Tercetak pada T-C.26."
    )
    policy = forms.CharField(label="Arah kebijakan", required=False, widget=forms.Textarea)

    def __init__(self, *args, version, level, items=(), lead="", **kwargs):
        super().__init__(*args, **kwargs)
        self.level, self.items, self.lead = level, list(items), lead
        self.fields["division"].of(version.document.office)
        label = Level(level).label.lower()
        self.fields["name"].label = f"Nama {label}"
        if level in FREE:
            del self.fields["pick"], self.fields["code"]
            self.fields["name"].required = True
        else:
            self.fields["pick"].choices = [(one.code, self.said(one)) for one in self.items]
        unused = ("location", "beneficiary") if level in FREE else ("strategy", "policy")
        for name in unused if level != "tujuan" else (*unused, "strategy", "policy"):
            del self.fields[name]

    def said(self, item: NomenclatureItem) -> str:
        return f"{for_bidang(item.code, self.lead) if self.lead else item.code} {item.name}"

    @property
    def rest(self) -> list:
        """The fields beside name and code, as the page draws them."""
        own = ("stamp", "pick", "code", "name")
        return [self[name] for name in self.fields if name not in own]

    def clean(self):
        given = super().clean()
        if self.level in FREE:
            return given
        picked = next((one for one in self.items if one.code == given.get("pick")), None)
        if picked is not None:
            if picked.code.startswith(GENERIC) and not self.lead:
                raise ValidationError(
                    "Program penunjang memakai kode bidang kantor ini. Tambahkan dahulu satu program "
                    "bidang (misalnya 2.17.07), atau ketik kodenya."
                )
            given["code"] = for_bidang(picked.code, self.lead)
            given["name"], given["official_code"] = picked.name, picked.code
        elif not given.get("name"):
            raise ValidationError("Pilih satu baris nomenklatur, atau ketik kode dan namanya.")
        return given

    def values(self) -> dict:
        """What `nodes.add_node` and `change_node` take."""
        left_out = ("stamp", "pick")
        return {key: value for key, value in self.cleaned_data.items() if key not in left_out}


class EditNodeForm(NodeForm):
    """The same for a node that stands: its own name counts until another row is picked."""

    def __init__(self, *args, node, **kwargs):
        super().__init__(*args, level=node.level, **kwargs)
        self.node = node

    def values(self) -> dict:
        given = super().values()
        same = (given.get("code"), given["name"]) == (self.node.code, self.node.name)
        if self.level not in FREE and "official_code" not in given:
            given["official_code"] = self.node.official_code if same else ""
        return given


def lead_of(codes) -> str:
    """The bidang an office plans under: of the first code that names one."""
    return next((bidang_of(code) for code in codes if code and not code.startswith(GENERIC)), "")


class VisionForm(forms.Form):
    """The words above the tree (T-C.26)."""

    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    vision = forms.CharField(label="Visi", required=False, widget=forms.Textarea)
    mission = forms.CharField(
        label="Misi", required=False, widget=forms.Textarea, help_text="Satu misi setiap baris."
    )


class MoveForm(forms.Form):
    """Where a node goes: below which parent, behind which sibling."""

    to = forms.ChoiceField(label="Di bawah")
    after = forms.ChoiceField(
        label="Sesudah", required=False,
        help_text="Hanya bila tetap di bawah bagian yang sama; kosong: menjadi yang pertama.",
    )  # fmt: skip

    def __init__(self, *args, parents, siblings, **kwargs):
        super().__init__(*args, **kwargs)
        if parents:
            self.fields["to"].choices = [
                (str(one.pk), f"{one.code} {one.name}".strip()) for one in parents
            ]
        else:
            del self.fields["to"]
        self.fields["after"].choices = [
            ("", "Menjadi yang pertama"),
            *((str(one.pk), f"{one.code} {one.name}".strip()) for one in siblings),
        ]
