"""What the register takes from the form of enterprises: every answer in a word its reader knows."""

import pytest

from binaan.intake.kinds import KINDS
from binaan.intake.rules.xlsforms import mapped
from binaan.places.files import rows
from binaan.registry import odk
from binaan.registry.rules import choosing, words
from binaan.registry.rules.fields import BY_NAME

pytestmark = pytest.mark.once

ASKED = {one["name"]: one for one in rows("field-forms/usaha.csv")}
CHOICES: dict[str, list[str]] = {}
for _one in rows("field-choices.csv"):
    CHOICES.setdefault(_one["list"], []).append(_one["name"])
VOCABULARIES = {
    "sex": words.SEX, "legal_form": words.LEGAL_FORM, "status": words.STATUS,
    "association": words.ASSOCIATION, "market": words.MARKET,
}  # fmt: skip


def test_every_answer_is_asked_and_every_field_is_one_of_the_register():
    assert odk.ANSWERS.keys() - ASKED.keys() == set()
    assert set(odk.ANSWERS.values()) - BY_NAME.keys() == set()
    assert odk.WORDS.keys() - ASKED.keys() == set()


@pytest.mark.parametrize(
    ("question", "field"), [(q, f) for q, f in odk.ANSWERS.items() if f in VOCABULARIES]
)
def test_every_choice_is_a_word_the_reader_knows(question, field):
    known = words.reading(VOCABULARIES[field])
    kind, listed = ASKED[question]["type"].split()
    entry = {"name": question, "type": kind, "choices": [[one, "?"] for one in CHOICES[listed]]}
    said = {one: mapped.word(entry, one, odk.WORDS) for one in CHOICES[listed]}
    assert [one for one, word in said.items() if not choosing.chosen(word, known)] == []


def test_the_ready_form_is_read_as_the_register_says():
    """Labels never lead a question of ours to another field than its name."""
    kind = KINDS["usaha"]
    headings = {
        mapped.folded(word): one.name
        for one in kind.fields
        for word in (*reversed(one.synonyms), one.name, one.label)
    }
    definition = [
        {"path": name, "name": name, "type": one["type"].split()[0], "label": one["label"],
         "list": one["type"].partition("_from_file ")[2]}
        for name, one in ASKED.items() if one["type"] != "end_repeat"
    ]  # fmt: skip
    repeats = {"dok", "mesin_daftar"}
    definition = [one for one in definition if one["name"] not in repeats]
    found = mapped.mapping(
        definition, named=odk.ANSWERS, headings=headings, records="usaha", record="=record"
    )
    ours = odk.ANSWERS | {"usaha_terdaftar": "=record"}
    inside = {"mesin", "mesin_jumlah", "mesin_tahun", "mesin_asal"} | {
        name for name in ASKED if name.startswith("dok")
    }
    assert {name: field for name, field in found.items() if name not in inside} == ours
