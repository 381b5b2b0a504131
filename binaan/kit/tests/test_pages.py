"""A page or its part, as htmx asks; and the tags every template uses."""

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

from binaan.kit import pages
from binaan.kit.templatetags import kit as tags

WHOLE, PART = {}, {"HX-Request": "true"}


@pytest.fixture
def rendered(monkeypatch):
    """The name of the template page() chose."""
    chosen = []

    def render(request, template, context, status):
        chosen.append(template)
        return pages.HttpResponse(template, status=status)

    monkeypatch.setattr(pages, "render", render)
    return chosen


@pytest.mark.parametrize(
    "headers, template",
    [
        (WHOLE, "a/list.html"),
        (PART, "a/list.html#rows"),
        ({**PART, "HX-Boosted": "true"}, "a/list.html"),
        ({**PART, "HX-History-Restore-Request": "true"}, "a/list.html"),
    ],
)
def test_htmx_gets_the_part_and_everyone_else_the_page(rf, rendered, headers, template):
    response = pages.page(rf.get("/", headers=headers), "a/list.html", fragment="rows")
    assert rendered == [template]
    assert "HX-Request" in response["Vary"]


def test_a_page_without_parts_does_not_vary(rf, rendered):
    response = pages.page(rf.get("/", headers=PART), "a/list.html", status=422)
    assert rendered == ["a/list.html"]
    assert response.status_code == 422
    assert "Vary" not in response


def test_filters_speak_indonesian():
    template = Template(
        "{% load kit %}{{ n|number }} {{ n|signed }} {{ m|rupiah }} {{ s|percent }}"
    )
    shown = template.render(Context({"n": 1234, "m": 9_500_000, "s": 0.769}))
    assert shown == "1.234 +1.234 Rp 9.500.000 76,9 %"


def test_the_query_is_kept_but_for_what_changes(rf):
    template = Template("{% load kit %}{% keep_query page=None sort='nama' %}")
    request = rf.get("/", {"q": "tahu & tempe", "page": "3"})
    assert template.render(Context({"request": request})) == "?q=tahu+%26+tempe&amp;sort=nama"


def test_an_unknown_icon_is_nothing():
    assert tags.icon("tidak-ada") == ""
    assert tags.icon("../../etc/passwd") == ""


def test_an_icon_is_hidden_from_screen_readers(tmp_path, monkeypatch):
    drawing = tmp_path / "home.svg"
    drawing.write_text('<!-- c --><svg class="x">\n  <path d="M1 1" />\n</svg>')
    monkeypatch.setattr(tags.finders, "find", lambda name: str(drawing))
    tags._drawing.cache_clear()
    shown = tags.icon("home", 16)
    tags._drawing.cache_clear()
    assert 'aria-hidden="true"' in shown
    assert '<path d="M1 1" />' in shown
    assert 'width="16"' in shown


class BusinessForm(forms.Form):
    name = forms.CharField(label="Nama usaha", help_text="Seperti di papan nama.")
    note = forms.CharField(label="Catatan", required=False)
    agreed = forms.BooleanField(label="Setuju")


def test_a_field_ties_label_help_and_error_to_its_input():
    html = BusinessForm({"name": ""}).as_div()
    assert '<label for="id_name">Nama usaha' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_an_optional_field_says_so():
    html = str(BusinessForm()["note"].as_field_group())
    assert "boleh kosong" in html
    assert "boleh kosong" not in str(BusinessForm()["name"].as_field_group())


def test_the_list_of_errors_leads_to_each_field():
    html = render_to_string("kit/errors.html", {"form": BusinessForm({"name": ""})})
    assert 'href="#id_name"' in html
    assert 'role="alert"' in html
    assert render_to_string("kit/errors.html", {"form": BusinessForm()}).strip() == ""


@pytest.mark.parametrize(
    "name, context",
    [
        ("badge", {"text": "<b>&"}),
        ("alert", {"text": "<b>&"}),
        ("empty", {"title": "<b>&"}),
        ("cell", {"sheet": "<b>&", "cell": "A1"}),
        ("figure", {"label": "<b>&", "value": "1"}),
        ("kv", {"rows": [{"label": "Nama", "value": "<b>&"}]}),
        ("table", {"columns": [{"label": "x"}], "rows": [[{"label": "x", "text": "<b>&"}]]}),
        ("todo_row", {"title": "<b>&", "count": 1, "url": "/"}),
        ("timeline_item", {"title": "<b>&", "date": "1"}),
        ("masked", {"value": "<b>&"}),
        ("confirm", {"title": "<b>&", "button": "ya"}),
    ],
)
def test_components_escape_what_people_typed(name, context):
    html = render_to_string(f"kit/{name}.html", context)
    assert "&lt;b&gt;&amp;" in html
    assert "style=" not in html


def test_progress_is_written_with_a_point_whatever_the_language():
    html = render_to_string("kit/figure.html", {"label": "x", "value": "1", "progress": 76.9})
    assert 'value="76.9" max="100"' in html
