"""Choosing one record of many in a form: a plain select for few, a text box with suggestions for many.

Works without JavaScript: what was typed is searched on the server; one hit is taken, several come back as a select.
Never more than `MOST` options are written into a page.
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View

MOST = 100
SUGGESTED = 20
NUMBERED = re.compile(r"#(\d{1,18})\s*$")


class Typed(str):
    """What a visitor sent: bare digits may be the number of a record or a part of its name (“PS 12”)."""

    __slots__ = ()


def as_typed(row):
    """A record in the text box: its name, then its number, so that namesakes stay apart."""
    return f"{row} #{row.pk}"


class PickerWidget(forms.TextInput):
    """Select or text box, by the number of `candidates`; the field sets them."""

    template_name = "components/picker.html"

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.field = None

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        options, chosen = self.field.offered(value)
        context["widget"] |= {
            "options": [(self.field.key_of(row), self.field.describe(row), row == chosen) for row in options],
            "is_select": bool(options),
            "nothing": self.field.nothing,
            "value": as_typed(chosen) if chosen else value,
            "url": reverse(self.field.url),
            "found": _("%s suggestions. Use the arrow keys."),
        }
        return context

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def use_required_attribute(self, initial):
        return False


class PickerField(forms.Field):
    """A foreign key.

    `queryset` holds the rows the user may choose, `search` gives those that match a text (rows, text), `url` names the
    `PickerView` that suggests, `describe` tells namesakes apart,
    `nothing` stands where none is chosen.
    """

    widget = PickerWidget
    default_error_messages = {
        "unknown": gettext_lazy("We found nobody and nothing by that name. Type a part of the name, or its number."),
    }

    def __init__(self, *, queryset, url, search, describe=str, nothing="—", **options):
        super().__init__(**options)
        self.nothing = nothing
        self.queryset = queryset
        self.url = url
        self.search = search
        self.describe = describe
        self.narrowed = None
        self.widget.field = self

    def __deepcopy__(self, memo):
        """Each form has its own candidates."""
        copy = super().__deepcopy__(memo)
        copy.widget.field = copy
        return copy

    def bound_data(self, data, initial):
        return initial if self.disabled else Typed(data or "")

    def prepare_value(self, value):
        return value.pk if hasattr(value, "pk") else value

    def offered(self, value):
        """(options of a select, the chosen row): no options means a text box."""
        chosen = self.row_of(value)
        if self.narrowed is not None:
            return self.narrowed, chosen
        options = self.few()
        return options or [], chosen

    def key_of(self, row):
        """What an option of a select sends: marked as a number where bare digits would be searched."""
        return row.pk if self.narrowed is None else f"#{row.pk}"

    def few(self):
        """All rows when a select can hold them; None when there are more, and names are typed."""
        rows = list(self.queryset[: MOST + 1])
        return rows if len(rows) <= MOST else None

    def row_of(self, value):
        """The row that a key or “Name #12” stands for; None when there is none to choose.

        Digits that somebody typed are a key only where they can come from a select, or when no name holds them.
        """
        text = str(value or "").strip()
        found = NUMBERED.search(text)
        key = found[1] if found else text
        if not (key.isascii() and key.isdigit() and len(key) < 19):
            return None
        if isinstance(value, Typed) and not found and self.few() is None and self.hits(text):
            return None
        return self.queryset.filter(pk=key).first()

    def hits(self, text):
        """The rows that a text fits, one more than a select holds at most."""
        return list(self.search(self.queryset, text)[: MOST + 1])

    def to_python(self, value):
        """The chosen row; a name that fits several rows raises and offers them as a select."""
        if value in self.empty_values:
            return None
        if row := self.row_of(Typed(value)):
            return row
        rows = self.hits(str(value).strip())
        if len(rows) == 1:
            return rows[0]
        if not rows:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        self.narrowed = rows[:MOST]
        count = len(self.narrowed)
        text = ngettext("%(count)s fits. Choose it.", "%(count)s fit. Choose one.", count)
        raise ValidationError(text % {"count": count}, code="several")

    def has_changed(self, initial, data):
        row = self.row_of(Typed(data or ""))
        return str(self.prepare_value(initial) or "") != str(row.pk if row else data or "")


class PickerView(View):
    """Suggestions for a picker as JSON; stands behind `config.access.Guarded`."""

    model = None
    search = None
    describe = staticmethod(str)

    def get(self, request, *args, **kwargs):
        """The first rows that match `q`, each with its label and the text that chooses it."""
        rows = self.search(self.get_queryset(), request.GET.get("q", "").strip())[:SUGGESTED]
        return JsonResponse({"results": [{"label": self.describe(row), "value": as_typed(row)} for row in rows]})
