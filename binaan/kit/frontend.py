"""Copies the front-end files we serve from node_modules/ to static_vendor/vendor/.

Runs before Django exists, so: standard library only. The whole of Tabler is 76 MB; a browser needs
one style sheet, one font and some icons of it.
"""

import json
import re
import shutil
from pathlib import Path

# Names of https://tabler.io/icons, outline; an icon not listed here is not served.
ICONS = """
adjustments-horizontal alert-circle alert-triangle archive arrow-back-up arrow-down arrow-left
arrow-right arrow-up arrows-exchange arrows-split award ban book building building-community building-factory-2
building-store building-warehouse calculator calendar calendar-event calendar-time calendar-x camera
certificate chart-bar chart-dots chart-line check checkbox checks chevron-down chevron-left
chevron-right chevron-up circle-check circle-dashed circle-x clipboard-check clipboard-list clock
clock-off columns copy crosshair current-location database dots dots-vertical download edit
external-link eye eye-off file-spreadsheet file-text files filter flag flame folder gavel git-merge
help history home id id-badge-2 inbox info-circle key key-off layout-dashboard link list list-check
list-details lock lock-open login logout mail map map-pin map-pin-off menu-2 message message-circle moon note notes
package paperclip pencil phone photo player-play plus polygon printer qrcode receipt refresh report
report-analytics scale scan search section send settings shield-check shield-lock shopping-bag
sitemap sort-ascending sort-descending star sun table tag target tool tools trash trending-down
trending-up truck upload user user-check user-circle user-plus users users-group wallet world x
zoom-question
""".split()

SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/|^//# sourceMappingURL=.*$", re.MULTILINE)

# The map: where a file lies in node_modules, and its name beside the others.
MAP_PARTS = {
    "maplibre-gl/dist/maplibre-gl.mjs": "maplibre-gl.mjs",
    "maplibre-gl/dist/maplibre-gl-worker.mjs": "maplibre-gl-worker.mjs",
    "maplibre-gl/dist/maplibre-gl.css": "maplibre-gl.css",
    "pmtiles/dist/pmtiles.js": "pmtiles.js",
}
# The check of cards in the street: reads QR codes, verifies where the browser itself cannot.
CHECK_PARTS = {
    "qr/index.js": "qr/index.js",
    "qr/decode.js": "qr/decode.js",
    "@noble/ed25519/index.js": "ed25519.js",
}
# Fonts for paper: typst reads no woff2.
PAPER_FONTS = {
    f"@expo-google-fonts/plus-jakarta-sans/{folder}/PlusJakartaSans_{folder}.ttf":
    f"PlusJakartaSans-{name}.ttf"
    for folder, name in (
        ("400Regular", "Regular"),
        ("400Regular_Italic", "Italic"),
        ("600SemiBold", "SemiBold"),
        ("700Bold", "Bold"),
    )
}  # fmt: skip
# The engine of field forms: one folder, loaded on one path only (docs/decisions/0019).
ENGINE = "@getodk/web-forms/dist"
ENGINE_CHANGES = Path(__file__).with_name("field-engine.json")
ENGINE_STYLE = re.compile(r"createTextNode\('((?:[^'\\]|\\.)*)'\)", re.DOTALL)
FONT_FACE = re.compile(r"@font-face\{[^}]*\}")  # Roboto inside the style sheet: we have a font
CHANGED = (
    "/* Changed by Binaan while copying: see binaan/kit/field-engine.json (Apache-2.0, 4b). */\n"
)
LICENCES = {
    "@getodk/web-forms/package.json": "web-forms.LICENSE.json",  # Apache-2.0; no text of it
    "vue/LICENSE": "vue.LICENSE.txt",
    "maplibre-gl/LICENSE.txt": "maplibre-gl.LICENSE.txt",
    "qr/LICENSE-MIT": "qr.LICENSE.txt",
    "@noble/ed25519/LICENSE": "ed25519.LICENSE.txt",
    "pmtiles/package.json": "pmtiles.LICENSE.json",  # BSD-3-Clause; it brings no text of it
    "world-atlas/LICENSE": "world-atlas.LICENSE.txt",
    "@expo-google-fonts/plus-jakarta-sans/LICENSE_FONT": "plus-jakarta-sans.LICENSE.txt",
}


def copy_parts(modules: Path, target: Path) -> int:
    """Fill `target`/vendor from `modules` (a node_modules folder) and say how many files it holds.

    The folder is made beside the old one and put in its place whole: a server that is running
    meanwhile never sees half of it.
    """
    making = target.with_name(target.name + ".new")
    shutil.rmtree(making, ignore_errors=True)
    vendor = making / "vendor"
    (vendor / "fonts").mkdir(parents=True)
    (vendor / "icons").mkdir()
    _copy_text(modules / "@tabler/core/dist/css/tabler.min.css", vendor / "tabler.min.css")
    (vendor / "qr").mkdir()
    for source, name in (MAP_PARTS | CHECK_PARTS).items():
        _copy_text(modules / source, vendor / name)
    for source, name in LICENCES.items():
        shutil.copyfile(modules / source, vendor / name)
    font = modules / "@fontsource-variable/plus-jakarta-sans"
    for subset in ("latin", "latin-ext"):
        name = f"plus-jakarta-sans-{subset}-wght-normal.woff2"
        shutil.copyfile(font / "files" / name, vendor / "fonts" / name)
    shutil.copyfile(font / "LICENSE", vendor / "fonts" / "LICENSE.txt")
    (vendor / "paper").mkdir()
    for source, name in PAPER_FONTS.items():
        shutil.copyfile(modules / source, vendor / "paper" / name)
    for name in ICONS:
        icon = modules / "@tabler/icons/icons/outline" / f"{name}.svg"
        shutil.copyfile(icon, vendor / "icons" / f"{name}.svg")
    shutil.copyfile(modules / "@tabler/icons/LICENSE", vendor / "icons" / "LICENSE.txt")
    _copy_engine(modules, vendor / "web-forms")
    shutil.rmtree(target, ignore_errors=True)
    making.rename(target)
    return sum(1 for path in target.rglob("*") if path.is_file())


def _copy_text(source: Path, target: Path) -> None:
    """Without its source map: the hashed static storage refuses a file that names an absent one."""
    target.write_text(SOURCE_MAP.sub("", source.read_text("utf-8")), "utf-8")


def _copy_engine(modules: Path, target: Path) -> None:
    """ODK Web Forms without a build: its modules find each other, its words are in Bahasa.

    Raises ValueError when a text to change is not there: the engine is another version.
    """
    target.mkdir()
    changes = json.loads(ENGINE_CHANGES.read_text("utf-8"))
    for source, file in changes["files"].items():
        text = (modules / ENGINE / source).read_text("utf-8")
        for old, new in file["changes"].items():
            if old not in text:
                raise ValueError(f"{ENGINE}/{source} tidak memuat {old!r}")
            text = text.replace(old, new)
        (target / file["name"]).write_text(CHANGED + text, "utf-8")
    entry = (modules / ENGINE / "index.js").read_text("utf-8")
    found = ENGINE_STYLE.search(entry)
    style = found[1].replace("\\\\", "\\") if found else ""
    (target / "engine.css").write_text(FONT_FACE.sub("", style), "utf-8")
    _copy_text(modules / "vue/dist/vue.runtime.esm-browser.prod.js", target / "vue.js")
