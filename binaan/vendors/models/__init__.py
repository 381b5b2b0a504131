"""Street vendors: locations, vendors, permits, findings, event days."""

from binaan.vendors.models.locations import Location, LocationStep, Pitch, Relocation
from binaan.vendors.models.permits import Objection, Permit, PermitStep
from binaan.vendors.models.scope import OfStreet
from binaan.vendors.models.street import EventDay, Finding, SlotRequest
from binaan.vendors.models.vendors import Standing, Vendor

__all__ = [
    "EventDay",
    "Finding",
    "Location",
    "LocationStep",
    "Objection",
    "OfStreet",
    "Permit",
    "PermitStep",
    "Pitch",
    "Relocation",
    "SlotRequest",
    "Standing",
    "Vendor",
]
