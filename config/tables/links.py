"""What people may do from a page: links, buttons, and actions on ticked rows."""

from dataclasses import dataclass

from django.shortcuts import resolve_url


@dataclass(frozen=True)
class Action:
    """A link to a named address, or to a ready one, shown to who holds the permission."""

    label: object
    url_name: str
    permission: str | None = None


@dataclass(frozen=True)
class Bulk:
    """A button below a list: posts the ticked rows' keys as `rows` to a named address."""

    label: object
    url_name: str
    permission: str | None = None
    danger: bool = False


@dataclass(frozen=True)
class Link:
    """A ready address; `post` makes it a button that changes something."""

    label: object
    url: str
    primary: bool = False
    post: bool = False
    danger: bool = False


def permitted(declared, user):
    """Those of the declared things (columns, actions) that the user's permissions open."""
    return [thing for thing in declared if thing.permission is None or user.may(thing.permission)]


def links(actions, user):
    """The actions open to the user as links, the first of them primary."""
    return [
        Link(action.label, resolve_url(action.url_name), primary=place == 0)
        for place, action in enumerate(permitted(actions, user))
    ]


def bulk_links(bulk, user, below=()):
    """Those open to the user; `below` are the keys that the addresses take, of a list below a record."""
    return [Link(b.label, resolve_url(b.url_name, *below), post=True, danger=b.danger) for b in permitted(bulk, user)]
