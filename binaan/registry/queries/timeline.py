"""The journey of a business: what happened to it and to what is known of it, newest first."""

from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.timezone import localdate

from binaan.intake.queries import cell_of
from binaan.kit.dates import short_date
from binaan.kit.masking import mask_text
from binaan.registry import journeys
from binaan.registry.choices import GONE, Status, VerificationMethod, VerificationState
from binaan.registry.models import Business, Claim
from binaan.registry.queries import identity_merges
from binaan.registry.queries.facts import claims_of, code_labels, rows_of
from binaan.registry.queries.reference import names
from binaan.registry.rules import projection
from binaan.registry.rules.explaining import standing, stated
from binaan.registry.wording import FACTS, Fact, source_name, taken_back, words

SHOWN_CHANGES = 4
QUIET = frozenset({"verification"})


class Happening(NamedTuple):
    """One line of the journey; `tone` as in kit/timeline_item.html."""

    on: date
    title: str
    by: str = ""
    text: str = ""
    cell: str = ""
    url: str = ""
    link: str = ""
    tone: str = ""

    @property
    def date(self) -> str:
        return short_date(self.on)


def journey(user, business: Business) -> list[Happening]:
    """All happenings of a business the user may see; the same day keeps the order of recording."""
    claims = claims_of(user, business)
    rows = rows_of(user, claims)
    return told(user, business, claims, rows)


def told(user, business: Business, claims: list[Claim], rows: dict) -> list[Happening]:
    """The journey from claims and their rows that were read already."""
    found = [
        *_claims(user, claims, rows),
        *_verifications(user, business),
        *_guidance(business),
        *_photos(business),
        *_merged(user, business),
        *journeys.happenings(user, business),
    ]
    called = names(user, {item.by for item in found if item.by})
    found = [item._replace(by=called.get(item.by, item.by)) for item in found]
    return sorted(found, key=lambda item: item.on)[::-1]


def _claims(user, claims: list[Claim], rows: dict) -> list[Happening]:
    called = names(user, {claim.retracted_by for claim in claims})
    found: list[Happening] = []
    before: dict = {}
    for number, claim in enumerate(claims, start=1):
        now = projection.values([stated(one) for one in claims[:number] if standing(one)])
        if claim.said and QUIET.issuperset(claim.said):
            before = now
            continue
        text = _changes(user, before, now) if number > 1 else ""
        if not standing(claim):
            text = taken_back(claim, called)
        found.append(_of_claim(claim, rows.get(claim.pk), text, first=number == 1))
        before = now
    return found


def _of_claim(claim: Claim, row, text: str, *, first: bool) -> Happening:
    if claim.batch_id is None:
        reason = mask_text(claim.reason)
        said = "; ".join(part for part in (text, f"alasan: {reason}" if reason else "") if part)
        title, cell = _title(claim, first=first), _cell(claim, row)
        return Happening(claim.as_of, title, claim.by, said, cell, tone=_tone(claim))
    cell = cell_of(claim.batch, row.sheet, row.line, "name") if row else ""
    title = "Masuk daftar" if first else "Disebut lagi dalam daftar"
    if claim.said.get("status") in GONE:
        title = f"Dilaporkan {Status(claim.said['status']).label.lower()}"
    text = text or ("" if first else "tidak ada yang berubah")
    return Happening(claim.as_of, title, source_name(claim, {}), text, cell, tone=_tone(claim))


def _cell(claim: Claim, row) -> str:
    """The cell a person repaired."""
    if row is None or claim.repair is None:
        return ""
    return cell_of(claim.repair.batch, row.sheet, row.line, claim.repair.field)


def _title(claim: Claim, *, first: bool) -> str:
    status = claim.said.get("status")
    if claim.repair_id:
        return "Isian daftar diperbaiki"
    if first:
        return "Dicatat petugas"
    if not claim.said:
        return "Nomor pemilik dicatat"
    if status in Status.values and set(claim.said) <= {"status", "status_on"}:
        return f"Status: {Status(status).label}"
    return "Dikoreksi"


def _tone(claim: Claim) -> str:
    if claim.said.get("status") in GONE:
        return "bad"
    return "warn" if claim.correction else "info"


def _changes(user, before: dict, now: dict) -> str:
    """ "Pekerja 3 orang → 5 orang; Telepon berubah": personal values are never told."""
    told = []
    for fact in FACTS.values():
        old, new = words(fact, before, full=True), words(fact, now, full=True)
        if old != new and new:
            told.append(_change(user, fact, old, new))
    more = len(told) - SHOWN_CHANGES
    ending = f"; dan {more} hal lain" if more > 0 else ""
    return "; ".join(told[:SHOWN_CHANGES]) + ending


def _change(user, fact: Fact, old: str, new: str) -> str:
    if fact.personal:
        return f"{fact.label} {'berubah' if old else 'diketahui'}"
    labels = code_labels(user, fact, {value for value in (old, new) if value})
    old, new = labels.get(old, old), labels.get(new, new)
    return f"{fact.label} {old} → {new}" if old else f"{fact.label}: {new}"


def _verifications(user, business: Business) -> list[Happening]:
    found = []
    checks = list(business.verifications.all())
    called = names(user, {item.second_person for item in checks})
    for item in checks:
        state, method = VerificationState(item.state).label, VerificationMethod(item.method).label
        second = called.get(item.second_person, item.second_person)
        approved = f"disetujui {second}" if second else "belum disetujui"
        text = "; ".join(part for part in (method, approved, mask_text(item.note)) if part)
        tone = "ok" if item.second_person and item.state == "verified" else "warn"
        title = state if item.second_person else f"Pemeriksaan: {state.lower()}"
        found.append(Happening(item.on, title, item.by, text, tone=tone))
    return found


def _guidance(business: Business) -> list[Happening]:
    found = []
    rows = business.guidance.filter(known_until__isnull=True).select_related("office")
    for row in rows:
        found.append(Happening(row.valid_from, "Mulai dibina", row.office.name, tone="ok"))
        if row.valid_until:
            found.append(Happening(row.valid_until, "Pembinaan berakhir", row.office.name))
    return found


def _photos(business: Business) -> list[Happening]:
    return [
        Happening(
            photo.taken_on or localdate(photo.added_at), "Foto ditambahkan", photo.by,
            mask_text(photo.caption), url=reverse("business_photo", args=[business.pk, photo.pk]),
            link="lihat foto",
        )
        for photo in business.photos.all()
    ]  # fmt: skip


def _merged(user, business: Business) -> list[Happening]:
    """What became part of it, and what was parted from it again."""
    found = []
    for one in identity_merges.of_business(user, business):
        other = one.merge.right if one.merge.left_id == business.pk else one.merge.left
        into = one.merge.left_id == business.pk
        text = f"{other.short_number} {other.name}; {mask_text(one.merge.reason)}".rstrip("; ")
        title = "Catatan lain digabung ke sini" if into else "Digabung ke usaha lain"
        found.append(
            Happening(
                localdate(one.merge.at), title, one.by, text, url=one.url,
                link="lihat gabungan",
            )
        )  # fmt: skip
        if one.merge.undone_at:
            again = f"dari {other.short_number}; {mask_text(one.merge.undone_reason)}".rstrip("; ")
            found.append(
                Happening(
                    localdate(one.merge.undone_at), "Dipisahkan lagi", one.undone_by, again,
                    url=one.url, link="lihat gabungan",
                )
            )  # fmt: skip
    return found
