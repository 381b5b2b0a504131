import re

import pytest
from django.conf import settings

from binaan.kit.frontend import ICONS, LICENCES, MAP_PARTS, PAPER_FONTS, copy_parts

NAMED = re.compile(r"""\{% icon "([a-z0-9-]+)"|icon="([a-z0-9-]+)\"""")
TEMPLATES = sorted((settings.BASE_DIR / "binaan").glob("*/templates/**/*.html"))


@pytest.fixture
def modules(tmp_path):
    """A node_modules folder with the files we take."""
    parts = {
        "@tabler/core/dist/css/tabler.min.css": "a{}\n/*# sourceMappingURL=tabler.min.css.map */",
        "@tabler/icons/LICENSE": "MIT",
        **dict.fromkeys((*MAP_PARTS, *LICENCES, *PAPER_FONTS), "a\n//# sourceMappingURL=a.map"),
        "@fontsource-variable/plus-jakarta-sans/LICENSE": "OFL",
        **{f"@tabler/icons/icons/outline/{name}.svg": "<svg/>" for name in ICONS},
        **{
            "@fontsource-variable/plus-jakarta-sans/files/"
            f"plus-jakarta-sans-{subset}-wght-normal.woff2": "font"
            for subset in ("latin", "latin-ext")
        },
    }
    for name, content in parts.items():
        (tmp_path / "modules" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "modules" / name).write_text(content)
    return tmp_path / "modules"


def test_no_style_sheet_and_no_script_names_a_source_map(modules, tmp_path):
    copy_parts(modules, tmp_path / "out")
    for name in ("tabler.min.css", *MAP_PARTS.values()):
        assert "sourceMapping" not in (tmp_path / "out/vendor" / name).read_text()


def test_copying_again_leaves_no_file_of_before(modules, tmp_path):
    first = copy_parts(modules, tmp_path / "out")
    (tmp_path / "out/vendor/old.css").write_text("")
    assert copy_parts(modules, tmp_path / "out") == first
    assert not (tmp_path / "out/vendor/old.css").exists()


def test_the_list_of_icons_is_sorted_and_has_no_name_twice():
    assert sorted(set(ICONS)) == ICONS


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_icon_a_template_names_is_served(template):
    named = {first or second for first, second in NAMED.findall(template.read_text("utf-8"))}
    assert named <= set(ICONS)
