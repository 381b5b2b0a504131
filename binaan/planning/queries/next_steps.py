"""What this user may do next with a document: the first offer is the page's one primary button."""

from typing import NamedTuple

from binaan.access.permissions import Permission as P
from binaan.planning.choices import DocumentKind, VersionState
from binaan.planning.models import Document, Version
from binaan.planning.queries import documents
from binaan.planning.rules.lineage import derivable

VERBS = {
    "renstra": "Turunkan Renstra",
    "renja": "Turunkan Renja",
    "dpa": "Turunkan DPA",
    "pk": "Susun Perjanjian Kinerja",
}


class Offer(NamedTuple):
    """A button: the name of its address with one id, and what is asked for behind it."""

    label: str
    name: str
    pk: object
    icon: str = ""
    query: str = ""


def offers(user, document: Document, chain: list[Version]) -> list[Offer]:
    """What is next, the most likely first; somebody who only reads is led to the contents."""
    if not chain:
        return []
    newest = chain[0]
    waiting = {VersionState.DRAFT: _with_draft, VersionState.VERIFIED: _with_verified}
    steps = waiting.get(VersionState(newest.state), _nothing)(user, newest)
    standing = next((one for one in chain if one.state == VersionState.SET), None)
    if standing and documents.may(user, standing, P.PLAN_EDIT):
        steps += _from(document, standing, is_newest=standing == newest)
    look = Offer("Lihat isinya", "plan_tree", newest.pk, "sitemap")
    return steps if any(one.name == look.name for one in steps) else [*steps, look]


def _nothing(user, version: Version) -> list[Offer]:
    return []


def _with_draft(user, version: Version) -> list[Offer]:
    found = []
    if documents.may(user, version, P.PLAN_EDIT):
        found.append(Offer("Susun isinya", "plan_tree", version.pk, "pencil"))
        if version.imported_from_id:
            found.append(Offer("Pastikan nama", "plan_names", version.document_id, "list-check"))
    other = documents.is_other_than_maker(user, version)
    if other and documents.may(user, version, P.PLAN_VERIFY):
        found.append(Offer("Verifikasi", "plan_version_verify", version.pk, "check"))
    if version.document.kind == DocumentKind.PK and documents.may(user, version, P.PLAN_EDIT):
        found.append(Offer("Para pihak", "plan_parties", version.pk, "users"))
    return found


def _with_verified(user, version: Version) -> list[Offer]:
    found = []
    sets = documents.may(user, version, P.PLAN_SET)
    if sets and documents.is_other_than_maker(user, version):
        found.append(Offer("Tetapkan", "plan_version_set", version.pk, "gavel"))
    if sets or documents.may(user, version, P.PLAN_VERIFY):
        found.append(Offer("Kembalikan", "plan_version_return", version.pk, "arrow-back-up"))
    return found


def _from(document: Document, standing: Version, *, is_newest: bool) -> list[Offer]:
    found = [
        Offer(VERBS[kind], "plan_derive", standing.pk, "git-merge", f"?jenis={kind}")
        for kind in derivable(document.kind)
    ]
    if is_newest:
        found.append(Offer("Buka perubahan", "plan_version_open", document.pk, "copy"))
    return found
