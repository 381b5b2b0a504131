"""The register: owners, businesses, what was said of them, and how they stood at a date."""

from binaan.registry.models.businesses import Business, Role
from binaan.registry.models.cards import Card
from binaan.registry.models.claims import Claim, Condition
from binaan.registry.models.identity import MatchKey, MatchModel, Merge, Pair
from binaan.registry.models.outbox import Touched
from binaan.registry.models.owners import Alias, Consent, Identifier, Owner, Phone
from binaan.registry.models.relations import (
    Association,
    Guidance,
    Membership,
    Photo,
    Verification,
)

__all__ = [
    "Alias",
    "Association",
    "Business",
    "Card",
    "Claim",
    "Condition",
    "Consent",
    "Guidance",
    "Identifier",
    "MatchKey",
    "MatchModel",
    "Membership",
    "Merge",
    "Owner",
    "Pair",
    "Phone",
    "Photo",
    "Role",
    "Touched",
    "Verification",
]
