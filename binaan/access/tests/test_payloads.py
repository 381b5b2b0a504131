import pytest

from binaan.access.payloads import lines, masked


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ({"nik": "3216064507850003"}, {"nik": "321606••••••0003"}),
        ({"was": {"phone": "+6281312347721"}}, {"was": {"phone": "0813 •••• 7721"}}),
        (
            {"field": "nik", "was": "3216064507850003", "now": None},
            {"field": "nik", "was": "321606••••••0003", "now": None},
        ),
        ({"nik": ["3216064507850003"]}, {"nik": ["321606••••••0003"]}),
        ({"nik": {"value": "3216064507850003"}}, {"nik": {"value": "321606••••••0003"}}),
        ({"why": "nik 3216064507850003"}, {"why": "nik ••••"}),  # in free text as well
        ({"sales": 1500000}, {"sales": "Rp •••"}),
        ({"rows": 12, "ok": True, "note": None}, {"rows": 12, "ok": True, "note": None}),
        ({"name": "Siti"}, {"name": "Siti"}),
        (None, None),
    ],
)
def test_personal_values_are_hidden_however_deep(content, shown):
    assert masked(content) == shown


def test_nested_details_become_lines():
    content = {"was": {"name": "A"}, "fields": ["nik", "phone"], "ok": False, "until": None}
    assert [(line["label"], line["value"]) for line in lines(content)] == [
        ("Semula · Nama", "A"),
        ("Isian", "nik, phone"),
        ("ok", "tidak"),
        ("Sampai", "–"),
    ]
