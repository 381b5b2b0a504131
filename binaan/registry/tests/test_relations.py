"""No row may point at a business or owner without saying what merging and erasure do to it."""

import pytest

from binaan.registry import relations
from binaan.registry.relations import Erasure, Merging


def test_every_relation_says_what_merging_and_erasure_do():
    assert relations.undeclared() == set()


def test_no_declaration_is_stale():
    assert relations.stale() == set()


def test_the_walk_finds_what_is_there():
    assert {"registry.Claim.business", "registry.Identifier.owner"} <= relations.existing()


def test_a_missing_declaration_is_noticed(monkeypatch):
    fewer = {
        key: one for key, one in relations.DECLARED.items() if key != "registry.Photo.business"
    }
    monkeypatch.setattr(relations, "DECLARED", fewer)
    assert relations.undeclared() == {"registry.Photo.business"}


def test_a_stale_declaration_is_noticed(monkeypatch):
    monkeypatch.setattr(relations, "DECLARED", dict(relations.DECLARED))
    relations.declare(
        "registry.Gone.business", merging=Merging.MOVE, erasure=Erasure.KEEP, why="sudah tiada"
    )
    assert relations.stale() == {"registry.Gone.business"}


def test_two_answers_for_one_relation_are_refused():
    with pytest.raises(ValueError, match="twice"):
        relations.declare(
            "registry.Photo.business", merging=Merging.KEEP, erasure=Erasure.KEEP, why="lain"
        )
