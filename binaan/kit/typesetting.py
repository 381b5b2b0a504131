"""Papers made by typst from a template and data, as PDF/A, in the font of the house and no other."""

import io
import json
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Final, cast

import segno
import typst
from django.conf import settings

FONTS = settings.BASE_DIR / "static_vendor" / "vendor" / "paper"
FAMILY = "Plus Jakarta Sans"
STANDARD: Final = "a-2b"


class NoFonts(Exception):
    """The fonts for paper are not there: the front-end parts were not prepared."""


def typeset(template: Path, data: dict, *, made_on: date, tags: bool = True) -> bytes:
    """The bytes of the PDF. Text the font cannot write makes it a plain PDF instead of an archive's.

    The template reads `data` as JSON from sys.inputs.data. `tags`: for screen readers; ten times the
    size where there are many rows. Raises NoFonts where ./run has not prepared them.
    """
    moment = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC)
    compiled = partial(
        _compiler(template, data).compile, format="pdf", pdf_tags=tags, timestamp=moment
    )
    try:
        paper = compiled(pdf_standards=STANDARD)
    except typst.TypstError:
        paper = compiled()
    return cast(bytes, paper)  # pages as pictures are lists, a PDF is one


def pictures(template: Path, data: dict, *, ppi: float = 300) -> list[bytes]:
    """Its pages as PNG, `ppi` dots an inch. Raises NoFonts where ./run has not prepared them."""
    made = _compiler(template, data).compile(format="png", ppi=ppi)
    return made if isinstance(made, list) else [cast(bytes, made)]


def _compiler(template: Path, data: dict) -> typst.Compiler:
    return typst.Compiler(
        str(template), root=str(template.parent), font_paths=_fonts(), ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )  # fmt: skip


def qr(text: str) -> str:
    """A QR code as the text of an SVG, for paper or a page; with a view box, so that it can be grown."""
    drawn, code = io.BytesIO(), segno.make(text, error="m", micro=False)
    code.save(drawn, kind="svg", border=0, dark="#1c2430")
    wide, high = code.symbol_size(border=0)
    return drawn.getvalue().decode().replace("<svg ", f'<svg viewBox="0 0 {wide} {high}" ', 1)


@cache
def _fonts() -> typst.Fonts:
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    if FAMILY not in found.families():
        _fonts.cache_clear()
        raise NoFonts("Huruf untuk PDF belum disiapkan. Jalankan ./run sekali, lalu ulangi.")
    return found
