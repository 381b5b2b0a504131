"""Loads KBLI by edition and the industry groups, and imports an official KBLI list.

Nothing is ever recoded from one edition to the other: a code may mean something else there. Titles
that came from an official list are not overwritten by the files shipped here.
"""

import csv
import re
from pathlib import Path

from django.core.exceptions import ValidationError

from binaan.places import files
from binaan.places.models import GroupRule, IndustryGroup, KbliCode, KbliEdition

SOURCE = "Peraturan BPS 2/2020 dan 7/2025, salinan dalam data/ (bukan daftar resmi)"
DIVISIONS = {"2020": "kbli-2020-2digit.csv", "2025": "kbli-2025-2digit.csv"}
#   file, edition it speaks of, heading of the code, of the title, of "is it in this edition"
CODE_LISTS = [
    ("kbli-2020-5digit-industri.csv", "2020", "judul", None),
    ("kbli-2020-5digit-dagang-kuliner-jasa.csv", "2020", "judul", None),
    ("kbli-2020-5digit-dagang-kuliner-jasa.csv", "2025", "judul_2025", "ada_di_2025"),
    ("kbli-2025-5digit-industri.csv", "2025", "judul", None),
]  # fmt: skip
CODE_HEADINGS = ("code", "kode", "kode_kbli", "kbli")
TITLE_HEADINGS = ("title", "judul", "judul_kbli", "uraian_judul")
TITLE_LIMIT = KbliCode._meta.get_field("title").max_length


def load():
    """Load both editions and the groups from `data/`; answers what was new and changed."""
    counts = {"new": 0, "changed": 0}
    for edition in KbliEdition.values:
        sections = {
            row["golongan_pokok"]: (row["kategori"], row["judul_kategori"])
            for row in files.rows(DIVISIONS[edition])
        }
        titles = {row["golongan_pokok"]: row["judul"] for row in files.rows(DIVISIONS[edition])}
        for name, of_edition, title, present in CODE_LISTS:
            if of_edition == edition:
                for row in files.rows(name):
                    if present is None or row[present] == "ya":
                        titles[row["kode"]] = row[title]
        written = _write(edition, titles, sections, official=False)
        counts = {what: counts[what] + written[what] for what in counts}
    return {"kbli": counts, "groups": load_groups()}


def _write(edition, titles, sections, *, official):
    """Write the titles by code; from an unofficial list only where no official title stands."""
    stored = {code.code: code for code in KbliCode.objects.filter(edition=edition)}
    new, changed = [], []
    for code, title in titles.items():
        section, section_title = sections.get(code[:2], ("", ""))
        known = stored.get(code)
        if known is None:
            known = KbliCode(edition=edition, code=code, digits=len(code))
            new.append(known)
        elif known.official and not official:
            continue
        elif (known.title, known.section, known.official) != (title, section, official):
            changed.append(known)
        known.title, known.official = title, official
        known.section, known.section_title = section, section_title
    KbliCode.objects.bulk_create(new)
    fields = ["title", "section", "section_title", "official"]
    KbliCode.objects.bulk_update(changed, fields, batch_size=100)
    return {"new": len(new), "changed": len(changed)}


def load_groups():
    """Add the groups and rules that are missing; what the office changed in them stays."""
    rows = files.rows("industry-groups.csv")
    groups = {}
    for row in rows:
        groups.setdefault(row["kelompok_dinas"], row)
    known = set(IndustryGroup.objects.values_list("code", flat=True))
    new_groups = [
        IndustryGroup(
            code=code,
            label=row["kelompok_label"],
            order=order,
            note=f"Bidang: {row['bidang_dinas_kab_bekasi']}",
        )
        for order, (code, row) in enumerate(groups.items(), start=1)
        if code not in known
    ]
    IndustryGroup.objects.bulk_create(new_groups)
    ruled = set(GroupRule.objects.values_list("edition", "kbli_prefix"))
    new_rules = [
        GroupRule(
            edition=edition,
            kbli_prefix=row["kbli2"],
            group_id=row["kelompok_dinas"],
            note=row["catatan"],
        )
        for edition in KbliEdition.values
        for row in rows
        if (edition, row["kbli2"]) not in ruled
    ]
    GroupRule.objects.bulk_create(new_rules)
    return {"new": len(new_groups) + len(new_rules), "groups": len(groups)}


def import_official(path, *, edition):
    """Import an official list: CSV with the headings code and title (or kode and judul).

    Codes of 2 to 5 digits; a single letter is a section and holds for the codes after it. Refuses
    the whole file with the faulty lines named. Answers the counts new and changed.
    """
    titles, sections, faults = {}, _known_sections(edition), []
    section = None
    for line, code, title in _official_rows(Path(path)):
        if re.fullmatch(r"[A-Z]", code):
            section = (code, title)
            continue
        fault = _fault(code, title, titles)
        if fault:
            faults.append(f"Baris {line}: {fault}")
        titles[code] = title
        if section:
            sections[code[:2]] = section
    if faults or not titles:
        raise ValidationError(faults[:20] or "Berkas tidak memuat satu pun kode KBLI.")
    return _write(edition, titles, sections, official=True)


def _fault(code, title, titles):
    """What is wrong with a line of an official list, given the titles before it; "" if nothing."""
    if not re.fullmatch(r"[0-9]{2,5}", code):
        return f"kode {code!r} bukan 2 sampai 5 angka."
    if not title or len(title) > TITLE_LIMIT:
        return f"judul kode {code} kosong atau terlalu panjang."
    if titles.get(code, title) != title:
        return f"kode {code} sudah ada dengan judul lain."
    return ""


def _known_sections(edition):
    """Section letter and title by division, as already stored."""
    divisions = KbliCode.objects.filter(edition=edition, digits=2).exclude(section="")
    rows = divisions.values_list("code", "section", "section_title")
    return {code: (section, title) for code, section, title in rows}


def _official_rows(path):
    """Line number, code and title of each filled line; cells apart by comma, semicolon or tab."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ValidationError(f"Berkas {path.name} bukan CSV yang terbaca (UTF-8).") from error
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("#")]
    skipped = len(text.splitlines()) - len(lines)
    if not "".join(lines).strip():
        raise ValidationError(f"Berkas {path.name} kosong.")
    reader = csv.reader(lines, delimiter=max(",;\t", key=lines[0].count))
    headings = [cell.strip().lower() for cell in next(reader)]
    code_at = next((headings.index(name) for name in CODE_HEADINGS if name in headings), None)
    title_at = next((headings.index(name) for name in TITLE_HEADINGS if name in headings), None)
    if code_at is None or title_at is None:
        raise ValidationError("Baris pertama harus berisi judul kolom code dan title.")
    for cells in reader:
        if any(cells):
            cells += [""] * (max(code_at, title_at) + 1 - len(cells))
            code, title = cells[code_at].strip(), " ".join(cells[title_at].split())
            yield reader.line_num + skipped, code, title
