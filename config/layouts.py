"""Forms in sections: fields that belong together under one heading, short ones side by side, and who sees them.

In a form's `__init__`: `self.helper = in_sections(Section(_("Pay"), "kind", ("amount", "rate"), seen_by=_("…")), …)`;
`components/form_page.html` does the rest. Fields that no section names follow at the end.
"""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Fieldset, Layout, LayoutObject
from django.template.loader import render_to_string


class Section:
    """A heading, then rows: the name of a field, or a tuple of names that stand side by side where there is room.

    `seen_by` says in words who will see these fields.
    """

    def __init__(self, legend, *rows, seen_by=""):
        self.legend = legend
        self.rows = rows
        self.seen_by = seen_by

    def layout(self):
        rows = [
            Div(*map(present, row), css_class="field-row") if isinstance(row, tuple) else present(row)
            for row in self.rows
        ]
        note = [SeenBy(self.seen_by)] if self.seen_by else []
        return Fieldset(self.legend, *note, *rows, css_class="section")


class Present(Field):
    """A field, where the form has it: a form leaves out what does not belong to its record."""

    def render(self, form, context, **options):
        return super().render(form, context, **options) if self.fields[0] in form.fields else ""


def present(row):
    """The name of a field as a part of the layout; what is a part already stays as it is."""
    return Present(row) if isinstance(row, str) else row


class Folded(LayoutObject):
    """A section behind a summary; it stands open when a field of it has an error, or one of `signs` a value."""

    def __init__(self, summary, section, signs):
        self.summary = summary
        self.fields = [section.layout()]
        self.signs = signs

    def layout(self):
        return self

    def render(self, form, context, **options):
        wrong = any(form[pointer.name].errors for pointer in self.get_field_names())
        facts = {"summary": self.summary, "is_open": wrong or any(form[name].value() for name in self.signs)}
        return render_to_string(
            "components/folded.html", facts | {"fields": self.get_rendered_fields(form, context, **options)}
        )


class SeenBy:
    """The line of a layout that says who sees the fields below it."""

    def __init__(self, who):
        self.who = who

    def render(self, form, context, **options):
        return render_to_string("components/seen_by.html", {"who": self.who})


def in_sections(*sections):
    """The layout of a form whose page brings its own `<form>`, token and buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.render_unmentioned_fields = True
    helper.render_hidden_fields = True
    helper.layout = Layout(*[section.layout() for section in sections])
    return helper
