"""A person confirms which row of the nomenclature each printed name means.

docs/rules/memasukkan-rencana.md. The printed name stays beside the official one.
"""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.places.rules.nomenclature import GENERIC, bidang_of, for_bidang
from binaan.planning.actions.drafting import note
from binaan.planning.actions.versions import must_be_open
from binaan.planning.choices import Level
from binaan.planning.models import Node, Version
from binaan.planning.queries import nomenclature

UNKNOWN = "Kode {code} tidak ada pada edisi {era}. Pilih dari daftar."
MISPLACED = "Kode {code} adalah {found}, padahal “{name}” sebuah {level}."
NO_LEAD = (
    "Program penunjang memakai kode bidang kantor ini. Pastikan dahulu satu program bidang kantor, "
    "misalnya 2.17.08."
)


@transaction.atomic
def confirm_names(version: Version, *, codes: Mapping[str, str], by) -> int:
    """`codes`: by the id of a node; "" says that the nomenclature has no row for it.

    The official name becomes the name, the printed one stays beside it. Answers how many changed.
    """
    version = must_be_open(version)
    nodes = Node.objects.filter(version=version, pk__in=list(codes)).order_by("order")
    lead = _lead(version, codes.values())
    changed = [one for node in nodes if (one := _confirmed(version, node, codes, lead, by))]
    if not changed:
        return 0
    Node.objects.bulk_update([node for node, _said in changed], ["code", "official_code", "name"])
    payload = {"names": [said for _node, said in changed]}
    note("plan.names_confirmed", subject=version, version=version, payload=payload, by=by)
    return len(changed)


def _confirmed(version: Version, node: Node, codes: Mapping[str, str], lead: str, by):
    """The node as confirmed, with what the trail keeps; None where nothing changes."""
    code = codes[str(node.pk)].strip()
    was = [node.code, node.official_code, node.name]
    if not code:
        node.code = node.official_code = ""
        node.name = node.printed_name or node.name
    else:
        item = nomenclature.named(by, version.era, code)
        if item is None:
            raise ValidationError(UNKNOWN.format(code=code, era=version.era))
        if item.level != node.level:
            level = Level(node.level).label.lower()
            raise ValidationError(
                MISPLACED.format(code=code, found=item.level, name=node.name, level=level)
            )
        if code.startswith(GENERIC) and not lead:
            raise ValidationError(NO_LEAD)
        code = for_bidang(code, lead)
        node.code, node.official_code, node.name = code, code, item.name
    now = [node.code, node.official_code, node.name]
    return (node, {"printed": node.printed_name, "was": was, "now": now}) if was != now else None


def _lead(version: Version, codes: Iterable[str]) -> str:
    """The bidang of the office: that of its programs beside the penunjang."""
    there = Node.objects.filter(version=version, level=Level.PROGRAM)
    said = [*there.values_list("official_code", flat=True), *codes]
    own = [code for code in said if code and not code.startswith(GENERIC)]
    bidang = [bidang_of(code) for code in own if code.split(".")[2:3] != ["01"]]
    bidang = bidang or [bidang_of(code) for code in own]
    return max(set(bidang), key=bidang.count) if bidang else ""
