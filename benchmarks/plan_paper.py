"""The same sheet as PDF by typst, as the office prints it, and by WeasyPrint as an HTML table."""

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from html import escape
from pathlib import Path

PEER = Path(__file__).with_name("plan_weasyprint.py")
STYLE = """
@font-face { font-family: Paper; src: url(%(font)s) }
@page { size: A3 landscape; margin: 12mm; @bottom-right { content: counter(page) } }
body { font: %(size)spt Paper }
table { border-collapse: collapse; table-layout: fixed; width: 100%% }
td, th { border: 0.3pt solid #444; padding: 0.6mm 0.8mm; vertical-align: top; text-align: left }
.right { text-align: right } .center { text-align: center } .b { font-weight: bold }
"""


def compare(sheet, imprint, office: str) -> dict:
    """Seconds and pages of both; ours before and after the peer, so that a busy machine slows both.

    typst remembers what it has laid out in this process, so each time every text is another.
    """
    from binaan.reports.drawing import paper

    paper.pdf(_another(sheet, sheet.rows[:1], "!"), imprint, office)  # fonts are loaded

    def ours(mark: str) -> tuple[float, bytes]:
        given = _another(sheet, sheet.rows, mark)
        began = time.perf_counter()
        made = paper.pdf(given, imprint, office)
        return time.perf_counter() - began, made

    before, made = ours("")
    said = {"rows": len(sheet.rows), "typst": _said(before, made)}
    theirs = _weasyprint(sheet, office)
    if theirs is None:
        return said
    took = [before, *(ours(mark)[0] for mark in (".", ","))]
    said["typst"]["seconds"] = [round(one, 2) for one in took]
    said["weasyprint"] = theirs
    said["times faster"] = round(theirs["seconds"] / statistics.median(took), 1)
    return said


def _another(sheet, rows: list, mark: str):
    """The same table with a mark behind every text that is not empty."""
    marked = [
        row._replace(
            cells={
                key: cell._replace(text=cell.text and cell.text + mark)
                for key, cell in row.cells.items()
            }
        )
        for row in rows
    ]
    return type(sheet)(**(vars(sheet) | {"rows": marked}))


def _said(seconds: float, made: bytes) -> dict:
    return {"seconds": round(seconds, 2), "pages": pages(made), "kilobytes": len(made) // 1000}


def pages(made: bytes) -> int:
    """The pages of a PDF, those in packed parts too."""
    parts = [made]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL):
        try:
            parts.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return sum(len(re.findall(rb"/Type\s*/Page\b", part)) for part in parts)


def _weasyprint(sheet, office: str) -> dict | None:
    """None, and a sentence on standard error, where the peer cannot be installed or stops."""
    from benchmarks import match

    python = match.peers_python()
    if python is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "in.html"), Path(folder, "out.pdf")
        began = time.perf_counter()
        given.write_text(html(sheet, office), "utf-8")
        written = time.perf_counter() - began
        command = [str(python), str(PEER), str(given), str(made)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"WeasyPrint: berhenti dengan galat\n{done.stderr[-2000:]}", file=sys.stderr)
            return None
        seconds = json.loads(done.stdout.splitlines()[-1])["seconds"]
        return _said(seconds + written, made.read_bytes())


def html(sheet, office: str) -> str:
    """The table with its merged headings, repeated on every page, in the widths and font of ours."""
    from binaan.kit import typesetting
    from binaan.reports.drawing import paper
    from binaan.reports.drawing.grid import grid

    laid = grid(sheet)
    style = STYLE % {
        "font": (typesetting.FONTS / "PlusJakartaSans-Regular.ttf").as_uri(),
        "size": paper._size(laid, sheet),
    }
    heads: list[list[str]] = [[] for _ in range(laid.head_rows)]
    for head in laid.heads:
        spans = f' rowspan="{head.rows}" colspan="{head.columns}"'
        heads[head.top].append(f'<th class="center"{spans}>{escape(head.text)}</th>')
    whole = sum(laid.widths)
    columns = "".join(f'<col style="width:{100 * one / whole:.3f}%">' for one in laid.widths)
    body = (
        "".join(
            f'<td class="{box.align}{" b" if box.bold else ""}" colspan="{box.wide}">'
            f"{escape(box.cell.text)}</td>"
            for box in row
        )
        for row in laid.rows
    )
    return (
        f"<!doctype html><meta charset=utf-8><title>{escape(office)}</title><style>{style}</style>"
        f"<h1>{escape(sheet.title)}</h1><table><colgroup>{columns}</colgroup><thead>"
        + "".join(f"<tr>{''.join(line)}</tr>" for line in heads)
        + "</thead><tbody>"
        + "".join(f"<tr>{line}</tr>" for line in body)
        + "</tbody></table>"
    )
