"""Which column states which field, by its heading and by its values; nothing of a row is told."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from binaan.intake.headings import Vocabulary, said
from binaan.intake.proposing import proposals, propose
from binaan.intake.tests.sheets import fields, kind, proposed, sheet
from binaan.intake.tests.sheets import said as came_out
from binaan.kit.tests import books
from binaan.registry.rules.fields import FIELDS

KIND = kind()
WORDS = Vocabulary(KIND)


def meant(text: str) -> str | None:
    found = WORDS.guesses(text)
    return found[0].field if found else None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("3. Nm. Ush", "name"), ("NAMA USAHA (Merek)", "name"), ("Merk", "name"),
        ("Pnjg Jwb", "owner_name"), ("Nama Pemilik / Penanggung Jawab", "owner_name"),
        ("N I K", "nik"), ("No. KTP / NIK", "nik"), ("No. Tlp", "phone"), ("Nomor > HP", "phone"),
        ("Legalitas > NIB", "nib"), ("Kel. / Desa", "village"), ("Ds/Kel", "village"),
        ("Alamat > Jalan", "address"), ("Kec", "district"),
        ("Jenis Usaha/Komoditi", "product"), ("Jns Produk", "product"),
        ("Tenaga Kerja > L", "paid_male"), ("Jml Tenaga Kerja > Perempuan", "paid_female"),
        ("Tenaga Kerja Keluarga > L", "family_male"), ("Tenaga Kerja > Jml", "workers"),
        ("Omzet > per Bulan", "sales_month"), ("Omset/bln (Rp.000)", "sales_month"),
        ("Hasil penjualan per bulan", "sales_month"), ("Omzet 2019", "sales"),
        ("Nilai Investasi (Rp. Juta)", "investment"), ("Titik Koordinat > Lintang", "lat"),
        ("Thn Berdiri", "started_year"), ("Nama Usahaa", "name"), ("NO. KARTU KELUARGA", None),
        ("Nama Pendamping", None), ("No. Rekening", None), ("Apakah punya NPWP?", None), ("Foto", None),
    ],
)  # fmt: skip
def test_a_heading_is_understood_in_many_wordings(heading, field):
    assert meant(heading) == field


def test_every_heading_of_the_register_means_its_own_field():
    wrong = {
        word: meant(word)
        for field in FIELDS
        for word in (field.name, field.label, *field.synonyms)
        if meant(word) != field.name
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("heading", "scale", "period"),
    [
        ("Omzet (Rp.000)", 1e3, ""), ("Omzet Rp 000/bln", 1e3, "bulan"), ("Modal (ribuan)", 1e3, ""),
        ("Modal (dlm Rp. ribu)", 1e3, ""), ("Omzet per tahun (juta rupiah)", 1e6, "tahun"),
        ("Omzet (Rp. 000.000)", 1e6, ""), ("Investasi dlm Jutaan", 1e6, ""), ("Omzet (Rp Miliar)", 1e9, ""),
        ("Omzet (Rp)", None, ""), ("Produksi/hari", None, "hari"), ("Tahun Berdiri", None, ""),
        ("Omzet sebulan", None, "bulan"),
    ],
)  # fmt: skip
def test_scale_and_period_are_taken_out_of_a_heading(heading, scale, period):
    words = said(heading)
    assert (words.scale, words.period) == (scale, period)


def columns(head, *rows, looks=None):
    rows = rows or [["x"] * len(head)]
    return fields(proposed([head, *rows], of=kind(**(looks or {}))))


def test_a_quantity_per_day_is_not_used_and_told():
    one = proposed([["Nama Usaha", "Pemilik", "Omzet/hari"], ["a", "b", "5"]])
    assert fields(one) == {0: "name", 1: "owner_name"}
    assert "per hari" in one.as_json()["warning"]


def test_thousands_multiply_money():
    one = proposed([["Nama Usaha", "Nilai Investasi (Rp.000)"], ["a", "5"]])
    assert one.as_json()["multiply"] == {"B": 1000.0}


def test_a_lone_nama_is_the_owner_beside_a_business_and_the_business_beside_an_owner():
    assert columns(["Nama", "Nama Usaha"])[0] == "owner_name"
    assert columns(["Nama", "Nama Pemilik"])[0] == "name"


def test_a_lone_nama_is_a_person_unless_its_values_are_firms():
    people = [["Budi", "Tahu"], ["Sari", "Roti"], ["Ani", "Kue"]]
    firms = [["CV. Karya", "Tahu"], ["Toko Sari", "Roti"], ["UD Ani", "Kue"]]
    assert columns(["Nama", "Jenis Usaha"], *people)[0] == "owner_name"
    assert columns(["Nama", "Jenis Usaha"], *firms)[0] == "name"


def test_an_address_beside_that_of_the_business_is_the_owners():
    assert columns(["Nama Usaha", "Alamat", "Alamat Usaha"]) == {
        0: "name", 1: "owner_address", 2: "address",
    }  # fmt: skip
    assert columns(["Nama Usaha", "Alamat", "Alamat Rumah"]) == {
        0: "name", 1: "address", 2: "owner_address",
    }  # fmt: skip


def test_of_two_telephones_the_fuller_column_is_used_and_the_other_told():
    head = ["Nama Usaha", "HP 1", "HP 2"]
    one = proposed([head, ["a", "", "0812"], ["b", "0813", "0814"]])
    assert fields(one) == {0: "name", 2: "phone"}
    assert "Kolom B (HP 1) juga berarti Telepon" in one.as_json()["warning"]


def digits(samples):
    return sum(one.isdigit() and len(one) == 16 for one in samples) / len(samples)


def test_values_that_contradict_the_heading_leave_the_column_out():
    rows = [["a", place] for place in ("Setiadarma", "Wanasari", "Sukajaya")]
    one = proposed([["Nama Usaha", "NIK"], *rows], of=kind(nik=digits))
    assert fields(one) == {0: "name"} or one.layout is None
    head = ["Nama Usaha", "Pemilik", "NIK"]
    one = proposed([head, *[[a, a, b] for a, b in rows]], of=kind(nik=digits))
    assert fields(one) == {0: "name", 1: "owner_name"}
    assert "isinya lain" in one.as_json()["warning"]


def test_numbers_that_are_all_wrong_wait_under_a_heading_that_says_them_outright():
    rows = [["a", "b", wrong] for wrong in ("3216", "321606010180000", "3,2E+15", "0")]
    one = proposed([["Nama Usaha", "Pemilik", "NIK"], *rows], of=kind(nik=digits))
    assert fields(one) == {0: "name", 1: "owner_name", 2: "nik"}


def test_values_decide_where_the_heading_is_empty_but_less_surely():
    rows = [["a", "b", f"32160601018{n}9001"[:16]] for n in range(10, 15)]
    one = proposed([["Nama Usaha", "Pemilik", ""], *rows], of=kind(nik=digits))
    assert one.as_json()["columns"]["C"] == "nik"
    assert one.as_json()["confidence"]["C"] <= 0.7
    assert one.as_json()["why"]["C"] == "isi"


def test_values_that_fit_raise_the_confidence():
    rows = [["a", "3216060101809001"], ["b", "3216060101809002"], ["c", "3216060101809003"]]
    one = proposed([["Nama Usaha", "NIK"], *rows], of=kind(nik=digits))
    assert one.as_json()["why"]["B"] == "judul dan isi"
    assert one.as_json()["confidence"]["B"] > 0.98


def test_the_number_of_a_family_card_is_no_nik():
    rows = [["a", "b", "3216060101809001"]] * 4
    head = ["Nama Usaha", "Pemilik", "No. KK"]
    assert columns(head, *rows, looks={"nik": digits}) == {0: "name", 1: "owner_name"}


def test_remarks_state_the_status_only_when_they_are_words_of_it():
    def status(samples):
        return sum(one in ("aktif", "tutup") for one in samples) / len(samples)

    head = ["Nama Usaha", "Pemilik", "Ket."]
    rows = [["a", "b", "aktif"], ["c", "d", "tutup"], ["e", "f", "aktif"]]
    assert columns(head, *rows, looks={"status": status})[2] == "status"
    rows = [[*row[:2], "rumah di gang"] for row in rows]
    assert 2 not in columns(head, *rows, looks={"status": status})


@pytest.mark.parametrize(
    ("heading", "values", "key"),
    [
        ("Kode IKM", ["B-17", "B-04", "C-11"], "A"),
        ("No. Anggota", ["0417", "0033", "1205"], "A"),
        ("Kode IKM", ["1", "2", "3"], None),
        ("Kode IKM", ["B-17", "B-17", "C-11"], None),
        ("Kode IKM", ["B-17", "", "C-11"], None),
        ("No. Urut Binaan", ["17", "4", "211"], None),
        ("No", ["17", "4", "211"], None),
    ],
)
def test_a_key_is_proposed_only_where_it_says_so_and_tells_rows_apart(heading, values, key):
    rows = [[value, f"Usaha {at}", "Budi"] for at, value in enumerate(values)]
    assert proposed([[heading, "Nama Usaha", "Pemilik"], *rows]).as_json()["key"] == key


HEAD = ["No", "Nama Usaha", "Nama Pemilik", "Desa", "NIK", "HP"]
ROW = ["1", "Tahu Sari", "Ibu Sari", "Wanasari", "3216", "0812"]


def used(*several):
    found = proposals(KIND, [sheet(rows, name=str(at)) for at, rows in enumerate(several)])
    return [one.use for one in found]


def test_sheets_with_the_same_heading_are_all_used_and_a_summary_is_not():
    summary = [["Kecamatan", "Jumlah"], ["Setu", "3"]]
    assert used([HEAD, ROW], [HEAD, ROW], summary) == [True, True, False]


def test_a_sheet_that_fits_far_worse_is_left_out_with_its_cause():
    guests = [["Nama Usaha", "Pemilik", "Tanda tangan"], ["a", "b", "c"]]
    assert used([HEAD, ROW], guests) == [True, False]


def test_a_list_of_owners_is_taken_and_one_without_any_name_is_not():
    assert used([["No", "Nama Anggota", "HP"], ["1", "Budi", "0812"]]) == [True]
    assert used([["NIK", "HP"], ["1", "2"]]) == [False]


def test_a_proposal_holds_no_words_of_a_row():
    text = json.dumps(propose(KIND, [sheet([["DAFTAR"], HEAD, ROW, ["", "Jumlah", "", "", "9"]])]))
    assert "Nama Usaha" in text
    assert not [word for word in ROW[1:] if word in text]


def test_the_command_prints_a_proposal_that_can_be_fed_back(db, tmp_path):
    path = books.xlsx(tmp_path / "a.xlsx", {"Data": [["DAFTAR IKM"], HEAD, ROW]})
    out = StringIO()
    call_command("propose_map", "usaha", str(path), json=True, stdout=out)
    entry = json.loads(out.getvalue())["sheets"]["Data"]
    assert (entry["use"], entry["heading_rows"], entry["rows"]) == (True, [2, 2], 1)
    assert entry["columns"]["B"] == "name"


def test_the_command_refuses_what_is_no_workbook(db, tmp_path, capsys):
    path = tmp_path / "a.xlsx"
    path.write_text("bukan buku kerja")
    with pytest.raises(SystemExit):
        call_command("propose_map", "usaha", str(path), json=True)


def test_one_row_below_a_heading_that_stands_again_at_the_page_break_is_read():
    """Merged over both lines, "(Rp.000)" is no number of the lower one: the upper heading counts."""
    heading = [["No.", "Alamat", "Nilai Investasi (Rp.000)", "Tenaga Kerja", "Nama Usaha"],
               ["", "Desa", "", "Laki-laki", ""]]  # fmt: skip
    rows = [
        *heading, ["1", "Sukajaya", "9.000", "", "Camat Kopi"],
        ["Jumlah dipindahkan", "", "1.250", "1"], [""], *heading,
        ["Jumlah pindahan", "", "1.250", "1"],
    ]  # fmt: skip
    one = proposed(rows, merged=((1, 0, 2, 0), (1, 2, 2, 2), (1, 4, 2, 4)))
    assert one.use
    assert (one.heading.first, came_out(one)) == (1, ["Camat Kopi"])
