"""The card of a TDU is signed, and signed anew when it is lost; keys are renewed."""

import secrets
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.kit import signing
from binaan.kit.models import SigningKey
from binaan.kit.signatures import Pair
from binaan.vendors.actions.reach import locked, must_hold
from binaan.vendors.models import Permit
from binaan.vendors.queries.cards import PURPOSE, WITH, statement_of
from binaan.vendors.rules import cards
from binaan.vendors.rules.permits import COUNTS

CHANCE_BYTES = 5
NOT_ISSUED = "TDU ini tidak sedang berlaku, jadi tidak ada kartunya."


@transaction.atomic
def sign_card(permit: Permit, *, replaces: bool = False, by) -> Permit:
    """Sign what the TDU allows now; one that is signed already stays as it is.

    `replaces`: the card before was lost; it counts no longer. Raises ValidationError for a TDU that
    is not in force.
    """
    row = locked(permit, *WITH)
    must_hold(row, by=by, permission=Permission.TDU_DECIDE)
    if row.state not in COUNTS or row.issued_on is None or row.valid_until is None:
        raise ValidationError(NOT_ISSUED)
    if row.token and not replaces:
        return row
    if not row.serial:
        row.serial = cards.first_serial(secrets.token_hex(CHANCE_BYTES))
    elif replaces:
        row.serial = cards.next_serial(row.serial)
    pair = signing.current(PURPOSE)
    row.token = signing.sign_with(pair, cards.payload(statement_of(by, row)))
    row.key_id = pair.kid
    row.save(update_fields=["serial", "token", "key"])
    verb = "tdu.card_replaced" if replaces else "tdu.card_signed"
    payload = {"serial": row.serial, "key": pair.kid}
    audit.record(verb, row, by=by, payload=payload, place=row.place, office=row.office)
    must_hold(row, by=by, permission=Permission.TDU_DECIDE)
    return row


@transaction.atomic
def sign_cards(permits: Iterable[Permit], *, by) -> list[Permit]:
    """Sign several; all or none."""
    return [sign_card(one, by=by) for one in permits]


@transaction.atomic
def note_printing(permits: Iterable[Permit], *, by) -> None:
    """Note that cards were printed: who holds paper with a name on it can be asked about."""
    for one in permits:
        payload = {"serial": one.serial}
        audit.record(
            "tdu.card_printed", one, by=by, payload=payload, place=one.place, office=one.office
        )


@transaction.atomic
def renew_key(*, by) -> Pair:
    """Sign with a new key from now on; cards signed before are still believed."""
    if not by.may(Permission.TDU_DECIDE):
        raise PermissionDenied("Hanya yang memutus TDU boleh mengganti kunci.")
    pair = signing.renew(PURPOSE)
    key = SigningKey.objects.get(pk=pair.kid)
    audit.record("tdu.key_renewed", key, by=by, payload={"key": pair.kid})
    return pair
