"""Rows of the week: what makes entries alike, the entry that a row makes, and whom it may name."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from leaders.access import any_of
from leaders.models import Person, School
from responsibilities import access
from responsibilities.held import school_year_of
from responsibilities.models import Activity, Category, Contact, Kind, Support
from responsibilities.usual import alike

SHOWN = 3  # names in the title of a row


@dataclass(frozen=True)
class Line:
    """What the entries of one row have alike; `like` is an entry whose further facts new ones take over."""

    category: Category
    kind: str
    contact: str
    supported: tuple
    unnamed: int
    site: School
    like: Activity | None = field(default=None, compare=False)

    @classmethod
    def of(cls, activity):
        people = tuple(sorted(activity.supported.all(), key=lambda person: person.pk))
        facts = (activity.category, activity.kind, activity.contact, people, activity.unnamed, activity.site)
        return cls(*facts, like=activity)

    @cached_property
    def key(self):
        """The row in the names of its fields: the same for two entries that are alike."""
        people = [person.pk for person in self.supported]
        return _key(self.category.pk, self.kind, self.contact, people, self.unnamed, self.site.pk)

    @property
    def title(self):
        """“Co-plan: Ana Ortiz”, “PLC: 8 participants”, “Materials”."""
        names = [str(person) for person in self.supported[:SHOWN]]
        if more := len(self.supported) - len(names):
            names.append(_("%(count)s more") % {"count": more + self.unnamed})
        elif self.unnamed:
            words = _("%(count)s more") if names else _("%(count)s participants")
            names.append(words % {"count": self.unnamed})
        kind = str(Kind(self.kind).label)
        kind = kind[:1].upper() + kind[1:]
        return f"{kind}: {', '.join(names)}" if names else kind

    @property
    def subtitle(self):
        return f"{self.category}, {self.site}"

    def new_entry(self, date, minutes, appointment, today):
        """An unsaved entry of this row; a day that is yet to come is planned."""
        entry = Activity(
            leader_id=appointment.person_id,
            appointment=appointment,
            date=date,
            minutes=minutes,
            school_year=school_year_of(date, appointment),
            category=self.category,
            kind=self.kind,
            contact=self.contact,
            unnamed=self.unnamed,
            site=self.site,
            status=Activity.Status.PLANNED if date > today else Activity.Status.SUBMITTED,
            source=Activity.Source.WEEK,
        )
        if self.like is not None:
            entry.stem_mode, entry.in_contract = self.like.stem_mode, self.like.in_contract
        return entry


def key_of(entry):
    """The key of the row that an entry stands in; needs its supported people prefetched."""
    return _key(*alike(entry))


def _key(category, kind, contact, people, unnamed, site):
    return f"{category}.{kind}.{contact}.{'-'.join(map(str, people))}.{unnamed}.{site}"


def lines_from(keys, people, likes):
    """The rows that a form sent back, by their keys; a key that names what is not to be chosen is left out.

    `people` are those whom the leader may choose; `likes` the lines that are known already.
    """
    known = {line.key: line for line in likes}
    asked = [_parts(key) for key in dict.fromkeys(keys) if key not in known]
    asked = [parts for parts in asked if parts]
    if asked:
        known |= _looked_up(asked, people)
    return [known[key] for key in dict.fromkeys(keys) if key in known]


def _looked_up(asked, people):
    """Lines by key, each of the looked up rows; one that names a row not to be chosen is left out."""
    categories = Category.objects.in_use().in_bulk({parts[0] for parts in asked})
    sites = School.objects.in_bulk({parts[5] for parts in asked})
    persons = people.in_bulk({pk for parts in asked for pk in parts[3]})
    found = {}
    for category, kind, contact, chosen, unnamed, site in asked:
        rows = [categories.get(category), sites.get(site), *map(persons.get, chosen)]
        if None not in rows:
            line = Line(rows[0], kind, contact, tuple(rows[2:]), unnamed, rows[1])
            found[line.key] = line
    return found


def _parts(key):
    """A key taken apart, or None when it is not one."""
    parts = key.split(".")
    if len(parts) != 6 or parts[1] not in Kind.values or parts[2] not in Contact.values:
        return None
    numbers = [parts[0], *parts[3].split("-"), parts[4], parts[5]] if parts[3] else [parts[0], parts[4], parts[5]]
    if not all(text.isascii() and text.isdigit() and len(text) < 10 for text in numbers):
        return None
    people = tuple(sorted({int(text) for text in parts[3].split("-")})) if parts[3] else ()
    return int(parts[0]), parts[1], parts[2], people, min(int(parts[4]), 9999), int(parts[5])


def nameable_in_lines(leader, known=()):
    """Whom a leader may name in a row, or offline: `access.nameable`, who is `known`, and whoever they named before.

    A row repeats what was logged, so that it may still name who has left; the rules of the log judge the entry itself.
    """
    before = Support.objects.filter(activity__leader=leader, person=OuterRef("pk"))
    return Person.objects.exclude(pk=leader.pk).filter(Q(is_active=True) | Q(pk__in=known) | Exists(before))


def offered_in_lines(leader, appointments):
    """Whom a row offers before a name is typed: who is within reach, and whoever the leader supported before."""
    near = access.within_reach(appointments).order_by().values("pk")
    before = Support.objects.filter(activity__leader=leader).order_by().values("person")
    return any_of(Person.objects.exclude(pk=leader.pk), Q(pk__in=near), Q(pk__in=before))
