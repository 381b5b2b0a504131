"""Standardised keys of people, firms, products, addresses and telephones. docs/rules/standard-keys.md.

The one public face; a key is for comparing, never for showing. Canonical input gives itself.
"""

from binaan.registry.rules.standard.addresses import Address, address
from binaan.registry.rules.standard.firms import Firm, firm
from binaan.registry.rules.standard.people import Person, person
from binaan.registry.rules.standard.phones import phones
from binaan.registry.rules.standard.products import product

__all__ = ["Address", "Firm", "Person", "address", "firm", "person", "phones", "product"]
