"""What the pages of reports have alike: filters in use in words, files with their definitions."""

from django.utils import timezone
from django.utils.translation import gettext as _

from config import exports
from config.tables.cells import day
from leaders.models import District


def asked(form):
    """`[(label, value)]` of what was chosen, in words."""
    chosen = form.chosen()
    labels = dict(form.fields["year"].choices)
    words = {name: (labels.get(value) or value) if name == "year" else value for name, value in chosen.items()}
    return [(str(form.fields[name].label), in_words(value)) for name, value in words.items() if value]


def about_what(form, scope):
    """One line under the title, also on paper: whom the report is about, and what else was chosen."""
    told = [f"{label}: {value}" for label, value in asked(form) if value != str(scope)]
    return " · ".join([*([str(scope)] if scope else []), *told])


def in_words(value):
    return day(value) if hasattr(value, "isoformat") else str(value)


def download(request, form, title, name, sheet, used):
    """The file that was asked for (`export=csv`, `export=xlsx`), or None; `used` are its measures' definitions."""
    kind = request.GET.get("export")
    if kind == "csv":
        return exports.csv_response(name, *sheet())
    if kind != "xlsx":
        return None
    about = [
        (_("District"), District.current().name),
        (_("Report"), str(title)),
        *asked(form),
        *((str(one.label), in_full(one)) for one in used),
        (_("Made on"), day(timezone.now())),
        (_("Made by"), str(request.user)),
    ]
    return exports.xlsx_response(name, *sheet(), about=about)


def in_full(definition):
    return " ".join(str(part) for part in (definition.text, definition.benchmark) if part)


def files(address):
    """`[(label, address)]` of the same page as files."""
    return [("CSV", address.url(export="csv", page=None)), ("Excel", address.url(export="xlsx", page=None))]
