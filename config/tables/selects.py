"""Select boxes of filters, written at once: Django renders two templates per option, which adds up to half a page."""

from django import forms
from django.utils.html import format_html, format_html_join

from config.tables.cells import together

PARTS = '<option value="{}', '" selected>{}', '">{}', "</option>\n{}"
OPEN, CHOSEN, OTHER, END = (format_html(part, "") for part in PARTS)


class QuickSelect(forms.Select):
    """A select without groups, as Django's own shows it."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(self.format_value(value))
        options = together(part for key, label in self.written() for part in option(key, label, key in chosen))
        attributes = {"name": name, **self.build_attrs(self.attrs, attrs)}
        shown = ((key, text) for key, text in attributes.items() if text is not False)
        written = format_html_join("", ' {}="{}"', shown)
        return format_html("<select{}>\n{}</select>", written, options)

    def written(self):
        """(key, label) of the options as text; an empty key for “any”."""
        return [("" if key is None else str(key), label) for key, label in self.choices]


def option(key, label, is_chosen):
    return OPEN, key, CHOSEN if is_chosen else OTHER, label, END


def quickened(field):
    """Give a field of one choice the quick select; others stay as they are."""
    if type(field.widget) is forms.Select:
        quick = QuickSelect(field.widget.attrs)
        quick.is_required = field.widget.is_required
        field.widget = quick
        quick.choices = field.choices
    return field
