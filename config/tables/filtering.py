"""The filters of a list: which show at once, and the chips of those that are active."""

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.tables.selects import quickened

SHOWN_AT_ONCE = 3
SUFFIXES = ("", "_0", "_1", "_min", "_max", "_after", "_before")


@dataclass(frozen=True)
class ActiveFilter:
    """One filter in words, and the address of the list without it."""

    label: object
    text: str
    remove_url: str


def split_fields(form):
    """The search box, the filters beside it, and those behind “More filters”."""
    for field in form.fields.values():
        make_friendly(quickened(field).widget)
    search = form["q"] if "q" in form.fields else None
    others = [field for field in form.visible_fields() if field.name != "q"]
    return search, others[:SHOWN_AT_ONCE], others[SHOWN_AT_ONCE:]


def make_friendly(widget):
    """Calendars for dates, and “any” instead of “unknown” for a yes-or-no that nobody chose."""
    if isinstance(widget, forms.DateInput):
        widget.input_type = "date"
    elif isinstance(widget, forms.NullBooleanSelect):
        widget.choices = [("", _("any")), ("true", _("Yes")), ("false", _("No"))]


def active_filters(form, address):
    """The filters in use, as chips; those that could not be read are not in use."""
    form.is_valid()  # reads them, once
    found = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if is_empty(value) or value == everything(field):
            continue
        label = field.label or name
        text = in_words(field, value)
        found.append(ActiveFilter(label, text, without(name, field, address)))
    return found


def everything(field):
    """The choice by which a filter that narrows unless asked is turned off; None for filters that are off at first."""
    return getattr(field, "everything", None)


def without(name, field, address):
    """The address with a filter turned off."""
    off = {f"{name}{suffix}": None for suffix in SUFFIXES}
    return address.url(page=None, **off | {name: everything(field)})


def cleared(form, address):
    """The address of the list with every filter turned off."""
    asked = {name: everything(field) for name, field in form.fields.items() if everything(field)}
    return f"{address.path}?{urlencode(asked)}" if asked else address.bare


def unread_filters(form):
    """(label, what is wrong) of the filters that could not be read, and so were left out."""
    wrong = [(form.fields.get(name), errors) for name, errors in form.errors.items()]
    return [(field.label, " ".join(errors)) for field, errors in wrong if field]


def is_empty(value):
    return value in (None, "", [], ()) or (hasattr(value, "exists") and not value)


def in_words(field, value):
    """What was chosen as people read it: the choice's label, the record's name, “1 to 5”."""
    if isinstance(value, slice):
        return range_in_words(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, str | int | Model):
        return label_of(field, value)
    return ", ".join(label_of(field, one) for one in value) if hasattr(value, "__iter__") else str(value)


def label_of(field, value):
    if isinstance(value, Model):
        return str(value)
    return next((str(label) for key, label in flat(field) if str(key) == str(value)), str(value))


def flat(field):
    """The choices of a field without their groups; none for a field of records."""
    choices = [] if hasattr(field, "queryset") else getattr(field, "choices", ())
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def range_in_words(value):
    start, stop = (date_format(end) if isinstance(end, datetime.date) else end for end in (value.start, value.stop))
    if start is None:
        return _("up to %(stop)s") % {"stop": stop}
    return (
        _("%(start)s to %(stop)s") % {"start": start, "stop": stop} if stop else _("from %(start)s") % {"start": start}
    )
