"""Names of those who lead sessions: any signed-in user reads them, as on a staff page; links only where they lead."""

from django.utils.html import format_html, format_html_join

from config.access import visible
from leaders.models import Person


def linked(request, keys):
    """`{key: address}` of the people among `keys` whose page the reader may open."""
    if not keys:
        return {}
    return {person.pk: person.get_absolute_url() for person in visible(request, Person).filter(pk__in=keys)}


def facilitators_of(session, pages):
    """The prefetched facilitators of a session in one line; empty when nobody is named."""
    names = [(_named(person, pages.get(person.pk)),) for person in session.facilitators.all()]
    return format_html_join(", ", "{}", names)


def _named(person, address):
    return format_html('<a href="{}">{}</a>', address, person.name) if address else person.name
