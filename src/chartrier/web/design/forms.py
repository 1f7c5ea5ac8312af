"""Forms as the site draws them."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Widgets are Django's; whole forms are drawn with our fields."""

    form_template_name = "design/form.html"
