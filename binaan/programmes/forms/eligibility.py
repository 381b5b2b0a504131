"""Who may take part, and quotas, as a person fills them in; JSON as rules/eligibility and marks read."""

import re

from django import forms
from django.core.exceptions import ValidationError

from binaan.places.rules import name_key
from binaan.programmes.queries import activities as queries
from binaan.programmes.rules import marks
from binaan.programmes.rules.facilitation import KINDS
from binaan.registry.rules.size import UMKM

SIZES = [(key, UMKM[key]) for key in ("mikro", "kecil", "menengah")]
PAPERS = [(key, kind.short) for key, kind in KINDS.items()]
MOST = 600
LISTS, COUNTS = ("groups", "sizes", "holds", "lacks"), ("age_least", "age_most", "unserved_months")
# (name of the field, mark, which bound, label)
QUOTAS = (
    ("quota_free", marks.NOT_MEMBER, "least", "Bukan anggota asosiasi, paling sedikit"),
    ("quota_women", marks.WOMAN, "least", "Perempuan, paling sedikit"),
    ("quota_young", marks.YOUNG, "least", "Pemilik muda, paling sedikit"),
    ("quota_members", marks.MEMBER, "most", "Anggota asosiasi, paling banyak"),
)
LINE = re.compile(r"(.+?)(?:\s*[:=]\s*|\s+)(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?")


def _many(label: str, choices, help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )  # fmt: skip


def _count(label: str, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=MOST, help_text=help_text
    )


class EligibilityForm(forms.Form):
    """Conditions and quotas; mixed into the form of an activity, which knows `user`."""

    user = None

    groups = _many("Kelompok produk", (), "Kosong: semua kelompok.")
    sizes = _many("Skala usaha", SIZES, "Kosong: semua skala.")
    unknown_size = forms.BooleanField(label="Skala belum diketahui boleh ikut", required=False)
    age_least = _count("Umur usaha paling sedikit (tahun)")
    age_most = _count("Umur usaha paling banyak (tahun)")
    unserved_months = _count("Belum dilayani selama (bulan)", "Kosong: tidak disyaratkan.")
    holds = _many("Sudah punya", PAPERS)
    lacks = _many("Belum punya", PAPERS)
    quota_free = _count(QUOTAS[0][3])
    quota_women = _count(QUOTAS[1][3])
    quota_young = _count(QUOTAS[2][3])
    quota_members = _count(QUOTAS[3][3])
    quota_places = forms.CharField(
        label="Kuota kecamatan", required=False, widget=forms.Textarea({"rows": 3}),
        max_length=2000, help_text="Satu baris satu kecamatan, misalnya Cibitung: 3 atau "
        "Cibitung: 3-6 (paling sedikit dan paling banyak).",
    )  # fmt: skip

    def clean_quota_places(self):
        """The quotas of kecamatan, in the order of their lines."""
        known = {name_key(name): path for path, name in queries.kecamatan_of(self.user)}
        found = []
        for line in self.cleaned_data["quota_places"].splitlines():
            if not line.strip():
                continue
            said = LINE.fullmatch(line.strip())
            path = known.get(name_key(said[1])) if said else None
            if path is None:
                raise ValidationError(
                    f"Baris “{line.strip()}” tidak terbaca. Tulis nama kecamatan di wilayah Anda, "
                    "titik dua, lalu jumlahnya, misalnya Cibitung: 3."
                )
            found.append(_quota(f"{marks.KECAMATAN}{path}", said[2], said[3]))
        return found

    def eligibility(self) -> dict:
        """What is asked, without what is not."""
        given = self.cleaned_data
        asked = {name: given[name] for name in LISTS if given.get(name)}
        asked |= {name: given[name] for name in COUNTS if given.get(name) is not None}
        return asked | ({"unknown_size": True} if given.get("unknown_size") else {})

    def quotas(self) -> list[dict]:
        """The quotas of this form, in the order of their weight."""
        given = self.cleaned_data
        found = [
            {"mark": mark, bound: given[name]}
            for name, mark, bound, _label in QUOTAS if given.get(name) is not None
        ]  # fmt: skip
        return [*found, *given.get("quota_places", [])]


def _quota(mark: str, least: str, most: str | None) -> dict:
    return {"mark": mark, "least": int(least)} | ({"most": int(most)} if most else {})


def initial(user, activity) -> dict:
    """What the form shows of an activity that exists."""
    asked, names = dict(activity.eligibility), dict(queries.kecamatan_of(user))
    by_mark = {one.mark: one for one in marks.read(activity.quotas)}
    for name, mark, bound, _label in QUOTAS:
        if mark in by_mark:
            asked[name] = getattr(by_mark[mark], bound)
    lines = []
    for mark, one in by_mark.items():
        if mark.startswith(marks.KECAMATAN):
            path = mark.removeprefix(marks.KECAMATAN)
            most = f"-{one.most}" if one.most is not None else ""
            lines.append(f"{names.get(path, path)}: {one.least}{most}")
    return asked | {"quota_places": "\n".join(lines)}
