"""Regencies by what people call them; all of Indonesia, for a KTP may be of anywhere."""

from binaan.places.models import Place
from binaan.places.rules import name_key


def regencies(user, text: str) -> list[Place]:
    """The regencies with this code or name; several where the name alone does not tell."""
    every = Place.objects.filter(level="regency", valid_until=None)
    found = every.filter(code=text) or every.filter(name__iexact=text)
    return list(found or every.filter(name_key=name_key(text)))
