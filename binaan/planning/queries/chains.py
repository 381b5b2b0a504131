"""The chain of a document's versions as its page tells it: who, when, by what decree, and is it whole."""

from datetime import datetime
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse

from binaan.kit.dates import long_date, moment
from binaan.kit.numbers import id_number
from binaan.places.rules.nomenclature import BY_KEY
from binaan.planning.choices import VersionState
from binaan.planning.models import Document, Version
from binaan.planning.queries import demands, documents
from binaan.planning.queries.documents import Step
from binaan.planning.queries.sealing import is_whole

TONES = {
    VersionState.DRAFT: "warn",
    VersionState.VERIFIED: "info",
    VersionState.SET: "ok",
    VersionState.REPLACED: "",
}


class Act(NamedTuple):
    """Something that happened to a version: when, what, by whom, and with which words."""

    at: datetime
    what: str
    by: str
    words: str = ""


class Link(NamedTuple):
    """A version in the chain. `whole`: None before it is set; `before`: what it is compared with."""

    version: Version
    tone: str
    is_standing: bool
    whole: bool | None
    acts: list[Act]
    before: Version | None
    has_file: bool


def links(user, chain: list[Version]) -> list[Link]:
    """The versions as shown, the newest first; a set one is hashed anew each time."""
    standing = documents.standing(chain)
    said = documents.steps(user, chain)
    names = documents.people(user, chain)
    older = {one.pk: before for one, before in zip(chain, [*chain[1:], None], strict=True)}
    return [
        Link(
            one, TONES[VersionState(one.state)], one == standing, is_whole(one),
            _acts(one, names, [step for step in said if step.version == one.pk]),
            older[one.pk] or one.copied_from,
            bool(one.file_id or (one.decree and one.decree.file_id)),
        )
        for one in chain
    ]  # fmt: skip


def _acts(version: Version, names: dict[str, str], said: list[Step]) -> list[Act]:
    """From the version's own columns, with the reasons the trail kept."""
    found = [Act(version.created_at, _begun(version), names[version.created_by], version.reason)]
    found += [
        Act(step.at, "Dikembalikan", step.by, step.said.get("reason", ""))
        for step in said
        if step.verb == "plan.returned"
    ]
    if version.verified_at:
        found.append(Act(version.verified_at, "Diverifikasi", names[version.verified_by]))
    if version.set_at:
        despite = next((one.said.get("despite", "") for one in said if one.verb == "plan.set"), "")
        words = f"Dengan temuan terbuka, karena: {despite}" if despite else ""
        found.append(Act(version.set_at, "Ditetapkan", names[version.set_by], words))
    if version.replaced_at:
        found.append(Act(version.replaced_at, "Diganti versi berikutnya", ""))
    return sorted(found, key=lambda act: act.at)


def _begun(version: Version) -> str:
    if version.imported_from_id:
        return "Dimasukkan dari berkas"
    source = version.copied_from
    if source is None:
        return "Dibuat"
    same = source.document_id == version.document_id
    return f"Dibuka dari {source.label}" if same else f"Diturunkan dari {source}"


def facts(user, document: Document, chain: list[Version]) -> list[dict]:
    """What stands beside the chain, as rows of kit/kv.html; of the newest version seen."""
    newest = chain[0]
    held = demands.counts(newest)
    waiting = demands.waiting(newest)
    era = BY_KEY.get(newest.era)
    years = str(document.first_year)
    if document.last_year != document.first_year:
        years += f"–{document.last_year}"
    checked = [one.at for one in documents.steps(user, chain[:1]) if one.verb == "plan.checked"]
    found = [
        {"label": "Tahun", "value": years},
        {"label": "Kantor", "value": document.office.name},
        {"label": "Wilayah", "value": document.place.name},
        {"label": "Nomenklatur", "value": era.regulation if era else newest.era or None},
        {"label": "Isi", "value": f"{id_number(held['nodes'])} bagian, "
         f"{id_number(held['indicators'])} indikator", "note": newest.label},
        {"label": "Temuan terbuka", "value": _waiting(waiting), "url": findings_url(newest)},
        {"label": "Terakhir diperiksa", "value": moment(checked[-1]) if checked else "Belum pernah"},
    ]  # fmt: skip
    return found + _parties(newest)


def _waiting(waiting: demands.Waiting) -> str:
    if not any(waiting):
        return "Tidak ada"
    return f"{id_number(waiting.errors)} kesalahan, {id_number(waiting.warnings)} peringatan"


def _parties(version: Version) -> list[dict]:
    if version.document.kind != "pk":
        return []
    second = version.second_party or ", ".join(
        one for one in (version.second_party_name, version.second_party_position) if one
    )
    return [
        {"label": "Pihak pertama", "value": version.first_party},
        {"label": "Pihak kedua", "value": second or None},
    ]


def findings_url(version: Version) -> str:
    """Where the findings of a version are decided; "" without such a page."""
    try:
        return reverse("plan_findings", kwargs={"pk": version.pk})
    except NoReverseMatch:
        return ""


def basis(version: Version) -> str:
    """Decree and date a version counts from, in words."""
    said = [str(version.decree)] if version.decree else []
    if version.effective_on:
        said.append(f"berlaku mulai {long_date(version.effective_on)}")
    return " · ".join(said)
