"""Select boxes of filters, written at once: Django renders two templates per option, which adds up to half a page."""

from itertools import chain

from django import forms
from django.utils.html import format_html, format_html_join

CHOSEN, OTHER = '<option value="{}" selected>{}</option>\n', '<option value="{}">{}</option>\n'


class QuickSelect(forms.Select):
    """A select without groups, as Django's own shows it."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(self.format_value(value))
        written = self.written()
        lines = "".join(CHOSEN if key in chosen else OTHER for key, _label in written)
        options = format_html(lines, *chain(*written)) if written else ""
        attributes = {"name": name, **self.build_attrs(self.attrs, attrs)}
        shown = ((key, text) for key, text in attributes.items() if text is not False)
        return format_html("<select{}>\n{}</select>", format_html_join("", ' {}="{}"', shown), options)

    def written(self):
        """(key, label) of the options as text; an empty key for “any”."""
        return [("" if key is None else str(key), label) for key, label in self.choices]


def quickened(field):
    """Give a field of one choice the quick select; others stay as they are."""
    if type(field.widget) is forms.Select:
        quick = QuickSelect(field.widget.attrs)
        quick.is_required = field.widget.is_required
        field.widget = quick
        quick.choices = field.choices
    return field
