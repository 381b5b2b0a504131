"""How every form and field of the product is drawn."""

from django.forms.renderers import DjangoTemplates
from django.template import engines


class Renderer(DjangoTemplates):
    """Django's own widgets, with our field and form around them.

    Widgets come from Django's template folder, `kit/…` from the project's engine, so that our
    templates may use the tags and filters of kit.
    """

    form_template_name = "kit/form.html"
    field_template_name = "kit/field.html"

    def get_template(self, template_name):
        if template_name.startswith("kit/"):
            return engines["django"].get_template(template_name)
        return super().get_template(template_name)
