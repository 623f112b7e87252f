"""The lists of the site by the name of their route, and what the bare address of one opens instead.

Views of lists are kept by an app, which this package does not know: it shows the part that the app adds to the page
`list` (`config.panels`, the record is the `ListPage`), and asks who offers `@opens` where a bare address leads.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.http import QueryDict
from django.urls import Resolver404, URLResolver, get_resolver, get_urlconf, resolve
from django.utils.text import capfirst

OFFERED = []


def opens(find):
    """Ask the decorated function, `request -> address or None`, what the bare address of a list opens."""
    OFFERED.append(find)
    return find


def instead_of_bare(request):
    """Where the bare address of a list leads; None when it stays there, or when something was asked of it."""
    if request.GET or request.htmx or request.method != "GET":
        return None
    return next(filter(None, (find(request) for find in OFFERED)), None)


def lists():
    """`{name of the route: class}` of every list of the site."""
    return _lists(get_urlconf())


@lru_cache
def _lists(urlconf):
    return {name: view for name, view in _views(get_resolver(urlconf), "") if hasattr(view, "shown_columns")}


def _views(resolver, space):
    """(full name, class) of every route that a class answers."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _views(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name}", getattr(entry.callback, "view_class", None)


@dataclass(frozen=True)
class Listed:
    """A list at an address: its route and path, whether it stands below a record, and what was chosen there."""

    route: str
    path: str
    below: bool
    params: QueryDict


def listed_at(address):
    """The list that an address of this site leads to; None when it leads to something else."""
    path, _mark, query = address.partition("?")
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.view_name not in lists():
        return None
    return Listed(match.view_name, path, bool(match.kwargs), QueryDict(query))


def title_of(route):
    """What a list is called; one below a record, whose title names that record, goes by what it lists."""
    view = lists()[route]
    if isinstance(view.title, property | cached_property):
        return capfirst(view.model._meta.verbose_name_plural)
    return view.title
