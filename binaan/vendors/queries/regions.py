"""Regencies by what people call them; all of Indonesia, for a KTP may be of anywhere."""

from binaan.places.models import Place
from binaan.places.rules import name_key


def regencies(user, text: str) -> list[Place]:
    """The regencies with this code or name; several where the name alone does not tell."""
    every = Place.objects.filter(level="regency", valid_until=None)
    found = every.filter(code=text) or every.filter(name__iexact=text)
    return list(found or every.filter(name_key=name_key(text)))


def vocabulary(user) -> dict[str, list[str]]:
    """What a list may call a regency, in small letters → the codes it may mean. Asked once a list."""
    found: dict[str, list[str]] = {}
    every = Place.objects.filter(level="regency", valid_until=None)
    for code, name, key in every.values_list("code", "name", "name_key"):
        for word in {code, name.casefold(), key}:
            found.setdefault(word, []).append(code)
        if name.casefold() != key:
            found[name.casefold()] = [code]
    return found


def meant(user, known: dict[str, list[str]], text: str) -> list[str]:
    """The codes a text may mean, by such a vocabulary."""
    return known.get(text.strip().casefold()) or known.get(name_key(text)) or []
