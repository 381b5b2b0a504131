"""What stays readable of a personal value, and that logs keep none of it."""

import logging
from datetime import date

import pytest

from binaan.kit.masking import (
    PersonalFilter,
    mask,
    mask_date,
    mask_money,
    mask_nik,
    mask_npwp,
    mask_phone,
    mask_text,
)

NIK, PHONE = "3216064507850003", "+6281312347721"


@pytest.mark.parametrize(
    "hide, value, text",
    [
        (mask_nik, NIK, "321606••••••0003"),
        (mask_nik, "3216 0645 0785 0003", "321606••••••0003"),
        (mask_nik, "321606450785000", "••••"),
        (mask_nik, "", "–"),
        (mask_nik, None, "–"),
        (mask_phone, PHONE, "0813 •••• 7721"),
        (mask_phone, "0813-1234-7721", "0813 •••• 7721"),
        (mask_phone, "7721", "••••"),
        (mask_npwp, "012345678408000", "••.•••.•••.•-408.000"),
        (mask_npwp, NIK, "321606••••••0003"),
        (mask_date, date(1985, 7, 5), "•• •• 1985"),
        (mask_date, "1985-07-05", "•• •• 1985"),
        (mask_date, "5 Juli 1985", "••••"),
        (mask_money, 9_500_000, "Rp •••"),
        (mask_money, 0, "Rp •••"),
        (mask_money, None, "–"),
    ],
)
def test_most_of_a_personal_value_is_hidden(hide, value, text):
    assert hide(value) == text


def test_only_personal_fields_are_hidden():
    assert mask("nik", NIK) == "321606••••••0003"
    assert mask("village", "Jatimekar") == "Jatimekar"


@pytest.mark.parametrize(
    "text",
    [
        f"Key (value)=({NIK}) already exists.",
        "NIK 3216.0645.0785.0003",
        f"/direktori/?q={NIK}",
        f"telepon {PHONE}",
        "hubungi 0813-1234-7721 segera",
        "NPWP 01.234.567.8-408.000",
    ],
)
def test_no_personal_number_survives_in_free_text(text):
    hidden = mask_text(text)
    assert "•" in hidden
    assert not any(part in hidden for part in ("0785", "7721", "1234", "567"))


@pytest.mark.parametrize("text", ["3.444 usaha", "2026-11-21 21:46:20,123", "Rp 1.234.567.890"])
def test_ordinary_numbers_stay(text):
    assert mask_text(text) == text


def test_a_log_line_and_its_traceback_name_nobody(caplog):
    try:
        raise ValueError(f"NIK {NIK} ganda")
    except ValueError as error:
        record = logging.LogRecord(
            "x",
            logging.ERROR,
            "f",
            1,
            "untuk %s",
            (PHONE,),
            (ValueError, error, error.__traceback__),
        )
    PersonalFilter().filter(record)
    line = logging.Formatter().format(record)
    assert "ValueError" in line
    assert NIK not in line
    assert "7721" not in line
