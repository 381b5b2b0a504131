"""Instances of both engines read alike; what cannot be read says why."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binaan.intake.rules import instances
from binaan.intake.rules.answered import position, said
from tests.depth import some

pytestmark = pytest.mark.once

JAVAROSA = b"""<?xml version='1.0' ?><data id="pendataan" version="2026112101" xmlns:jr="http://openrosa.org/javarosa"
 xmlns:entities="http://www.opendatakit.org/xforms/entities" xmlns:orx="http://openrosa.org/xforms">
<start>2026-11-21T09:00:12.345+07:00</start><end>2026-11-21T09:14:00.000+07:00</end><audit/>
<g1><nama>Warung Bu Sri</nama><nik>3275014508950001</nik><lokasi>-6.24 107.0 0.0 5.0</lokasi>
<foto>1.jpg</foto></g1><tk><tk_nama>Ani</tk_nama><umur>20</umur></tk><tk><tk_nama>Budi</tk_nama><umur/></tk>
<omzet>2.5E8</omzet><buka>16:00:00.000+07:00</buka><hari>sen  sel</hari><n/>
<orx:meta><orx:instanceID>uuid:0c0a</orx:instanceID><orx:instanceName>Warung Bu Sri</orx:instanceName>
<entities:entity dataset="usaha" create="1" id="7a1e"><entities:label>Warung</entities:label></entities:entity>
</orx:meta></data>"""
WEB_FORMS = b"""<data xmlns="http://opendatakit.org/x" xmlns:orx="http://openrosa.org/xforms"
 id="pendataan" version="2026112101"><orx:meta>
<entity dataset="usaha" create="true" id="7a1e"><label>Warung</label></entity>
<orx:instanceName>Warung Bu Sri</orx:instanceName><orx:instanceID>uuid:0c0a</orx:instanceID></orx:meta>
<start>2026-11-21T02:00:12Z</start><end>2026-11-21T02:14:00+00:00</end><hari>sen sel</hari>
<omzet>250000000</omzet><buka>16:00</buka>
<g1><lokasi>-6.24 107 0 5</lokasi><nama> Warung Bu Sri</nama><nik>3275014508950001</nik><foto>1.jpg</foto></g1>
<tk><umur>20</umur><tk_nama>Ani</tk_nama></tk><tk><tk_nama>Budi</tk_nama></tk></data>"""
TYPES = {
    "start": "start", "end": "end", "g1/nama": "text", "g1/nik": "text", "g1/lokasi": "geopoint",
    "g1/foto": "image", "tk": "repeat", "tk/tk_nama": "text", "tk/umur": "integer",
    "omzet": "decimal", "buka": "time", "hari": "select_multiple hari", "n": "note",
}  # fmt: skip


def test_both_engines_say_the_same():
    one, other = (instances.parse(xml, TYPES) for xml in (JAVAROSA, WEB_FORMS))
    moments = ("start", "end")
    told = [{k: v for k, v in read.answers.items() if k not in moments} for read in (one, other)]
    assert told[0] == told[1] == {
        "g1/nama": "Warung Bu Sri", "g1/nik": "3275014508950001", "g1/lokasi": "-6.24 107 0 5",
        "g1/foto": "1.jpg", "omzet": "250000000", "buka": "16:00", "hari": "sen sel",
        "tk": [{"tk/tk_nama": "Ani", "tk/umur": "20"}, {"tk/tk_nama": "Budi"}],
    }  # fmt: skip
    assert one.begun_at == other.begun_at
    assert one.ended_at == other.ended_at
    assert one[:5] == other[:5] == ("pendataan", "2026112101", "uuid:0c0a", "", "Warung Bu Sri")
    assert one.entity == other.entity == ("usaha", "7a1e", True, False, "Warung")
    assert one.files == other.files == ("1.jpg",)


def test_a_form_nobody_knows_is_read_by_its_shape():
    read = instances.parse(JAVAROSA)
    assert [row["tk/tk_nama"] for row in read.answers["tk"]] == ["Ani", "Budi"]
    assert read.answers["omzet"] == "2.5E8"
    assert read.ended_at.isoformat() == "2026-11-21T09:14:00+07:00"


def test_a_repeat_with_one_turn_is_still_a_list():
    xml = b"<d id='f'><dok><jenis>nib</jenis></dok><meta><instanceID>u</instanceID></meta></d>"
    assert instances.parse(xml, {"dok": "repeat"}).answers == {"dok": [{"dok/jenis": "nib"}]}
    assert instances.parse(xml).answers == {"dok/jenis": "nib"}


def test_the_template_of_a_repeat_is_no_answer():
    xml = (
        b"<d id='f' xmlns:jr='http://openrosa.org/javarosa'><dok jr:template=''><jenis>x</jenis></dok>"
        b"<dok><jenis>nib</jenis></dok><meta><instanceID>u</instanceID></meta></d>"
    )
    assert instances.parse(xml, {"dok": "repeat"}).answers == {"dok": [{"dok/jenis": "nib"}]}


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (b"", "terpotong"),
        (b"<data><a>1</a>", "terpotong"),
        (b"<data id='f'><a>1</a></data>", "instanceID"),
        (b'<!DOCTYPE d [<!ENTITY a "b">]><d><meta><instanceID>&a;</instanceID></meta></d>', "DTD"),
        (b"<d encrypted='yes'><meta><instanceID>u</instanceID></meta></d>", "terenkripsi"),
        (b"<d>" + b"<a>" * 60 + b"</a>" * 60 + b"</d>", "terlalu dalam"),
        (b"<d><meta><instanceID>" + b"u" * 121 + b"</instanceID></meta></d>", "terlalu panjang"),
        (b"\xff\xfe<", "terpotong"),
    ],
)
def test_what_cannot_be_read_says_why(xml, words):
    with pytest.raises(instances.Unreadable, match=words):
        instances.parse(xml)


@pytest.mark.parametrize(
    ("text", "kind", "read"),
    [
        ("2.5E8", "decimal", "250000000"), ("2.50", "decimal", "2.5"), ("-0.0", "decimal", "0"),
        ("1E999", "decimal", "1E999"), ("NaN", "decimal", "NaN"), ("12.0", "integer", "12"),
        ("12.5", "integer", "12.5"), ("dua", "integer", "dua"),
        ("2026-11-21", "date", "2026-11-21"),
        ("2026-11-21T23:30:00.000-05:00", "date", "2026-11-21"), ("2026-02-30", "date", "2026-02-30"),
        ("2026-11-21T02:00:12.9Z", "dateTime", "2026-11-21T02:00:12+00:00"),
        ("22:05:00.000+07:00", "time", "22:05"), ("22:05:00.000Z", "time", "22:05"),
        ("a b  a", "select_multiple", "a b"), ("1", "boolean", "true"), ("ya", "boolean", "ya"),
        ("-6.2500 107.01", "geopoint", "-6.25 107.01"), ("91 0 0 0", "geopoint", "91 0 0 0"),
        (" 2.5E8 ", "text", "2.5E8"), ("  ", "decimal", ""), ("0812", "text", "0812"),
    ],
)  # fmt: skip
def test_a_value_in_one_form(text, kind, read):
    assert said(text, kind) == read


def test_a_position_without_accuracy_or_without_place():
    assert position("-6.25 107.01 0 0") == (-6.25, 107.01, None)
    assert position("0 0 0 0") is None
    assert position("x y") is None


@settings(max_examples=some(30, 500), deadline=None)
@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4
    )
)
def test_a_number_is_the_same_number_however_an_engine_writes_it(value: Decimal):
    exponent, plain = said(f"{value:E}", "decimal"), said(f"{value:f}", "decimal")
    assert exponent == plain
    assert Decimal(plain) == value
    assert "E" not in plain


TREE = st.recursive(
    st.text(
        st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_characters="<&>"), max_size=8
    ),
    lambda inner: st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, min_size=1, max_size=3),
    max_leaves=8,
)


@settings(max_examples=some(30, 500), deadline=None)
@given(st.dictionaries(st.sampled_from(["x", "y", "z"]), TREE, max_size=3))
def test_every_answer_comes_back_under_its_path(tree):
    def written(node) -> str:
        return node if isinstance(node, str) else "".join(
            f"<{name}>{written(inner)}</{name}>" for name, inner in node.items()
        )  # fmt: skip

    def expected(node, above="") -> dict:
        found = {}
        for name, inner in node.items():
            path = f"{above}/{name}" if above else name
            if isinstance(inner, dict):
                found |= expected(inner, path)
            elif inner.strip():
                found[path] = inner.strip()
        return found

    xml = f"<d id='f'><meta><instanceID>u</instanceID></meta>{written(tree)}</d>"
    assert instances.parse(xml.encode()).answers == expected(tree)


@settings(max_examples=some(30, 2_000), deadline=None)
@given(st.binary(max_size=60), st.integers(0, 900))
def test_a_torn_instance_is_refused_or_read(noise, cut):
    for xml in (noise, JAVAROSA[:cut] + noise, JAVAROSA[:cut] + noise + JAVAROSA[cut:]):
        with suppress(instances.Unreadable):
            assert instances.parse(xml, TYPES).instance_id
