import json
import re

import pytest
from django.conf import settings

from binaan.kit.frontend import (
    CHECK_PARTS,
    ENGINE,
    ENGINE_CHANGES,
    ICONS,
    LICENCES,
    MAP_PARTS,
    PAPER_FONTS,
    copy_parts,
)

NAMED = re.compile(r"""\{% icon "([a-z0-9-]+)"|icon="([a-z0-9-]+)\"""")
CHANGES = json.loads(ENGINE_CHANGES.read_text("utf-8"))
STYLE = """s.appendChild(document.createTextNode('@font-face{src:url(data:x)}.a:after{content:"\\\\e9"}'))"""
TEMPLATES = sorted((settings.BASE_DIR / "binaan").glob("*/templates/**/*.html"))


@pytest.fixture
def modules(tmp_path):
    """A node_modules folder with the files we take."""
    parts = {
        "@tabler/core/dist/css/tabler.min.css": "a{}\n/*# sourceMappingURL=tabler.min.css.map */",
        "@tabler/icons/LICENSE": "MIT",
        **dict.fromkeys(
            (*MAP_PARTS, *CHECK_PARTS, *LICENCES, *PAPER_FONTS), "a\n//# sourceMappingURL=a.map"
        ),
        "@fontsource-variable/plus-jakarta-sans/LICENSE": "OFL",
        **{f"@tabler/icons/icons/outline/{name}.svg": "<svg/>" for name in ICONS},
        **{
            "@fontsource-variable/plus-jakarta-sans/files/"
            f"plus-jakarta-sans-{subset}-wght-normal.woff2": "font"
            for subset in ("latin", "latin-ext")
        },
        **{
            f"{ENGINE}/{name}": "\n".join(file["changes"])
            for name, file in CHANGES["files"].items()
        },
        f"{ENGINE}/index.js": STYLE,
        "vue/dist/vue.runtime.esm-browser.prod.js": "vue",
    }
    for name, content in parts.items():
        (tmp_path / "modules" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "modules" / name).write_text(content)
    return tmp_path / "modules"


def test_no_style_sheet_and_no_script_names_a_source_map(modules, tmp_path):
    copy_parts(modules, tmp_path / "out")
    for name in ("tabler.min.css", *MAP_PARTS.values(), *CHECK_PARTS.values()):
        assert "sourceMapping" not in (tmp_path / "out/vendor" / name).read_text()


def test_copying_again_leaves_no_file_of_before(modules, tmp_path):
    first = copy_parts(modules, tmp_path / "out")
    (tmp_path / "out/vendor/old.css").write_text("")
    assert copy_parts(modules, tmp_path / "out") == first
    assert not (tmp_path / "out/vendor/old.css").exists()


def test_the_engine_of_forms_speaks_bahasa_finds_its_parts_and_asks_no_other_host(
    modules, tmp_path
):
    copy_parts(modules, tmp_path / "out")
    folder = tmp_path / "out/vendor/web-forms"
    engine, chart = ((folder / name).read_text("utf-8") for name in ("engine.js", "map.js"))
    assert '"Ambil foto"' in engine
    assert "Take picture" not in engine
    assert 'from "./vue.js"' in engine
    assert "restoreInstance" in engine
    assert "https://" not in chart
    assert (folder / "engine.css").read_text("utf-8") == '.a:after{content:"\\e9"}'


def test_an_engine_that_reads_otherwise_is_not_taken(modules, tmp_path):
    changed = modules / ENGINE / next(iter(CHANGES["files"]))
    changed.write_text(changed.read_text("utf-8").replace("editInstance", "resumeInstance"))
    with pytest.raises(ValueError, match="tidak memuat"):
        copy_parts(modules, tmp_path / "out")


def test_the_engine_named_is_the_one_the_changes_were_made_for():
    package = json.loads((settings.BASE_DIR / "package.json").read_text("utf-8"))
    assert package["dependencies"]["@getodk/web-forms"] == CHANGES["version"]


def test_the_list_of_icons_is_sorted_and_has_no_name_twice():
    assert sorted(set(ICONS)) == ICONS


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_icon_a_template_names_is_served(template):
    named = {first or second for first, second in NAMED.findall(template.read_text("utf-8"))}
    assert named <= set(ICONS)
