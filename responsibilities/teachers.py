"""Whom a teacher leader is likely to name: those supported lately, then the teachers of the schools they serve."""

import datetime

from django.db.models import Count, Max, Q, prefetch_related_objects

from leaders.models import Person, folded
from responsibilities import access
from responsibilities.models import Support

LATELY = datetime.timedelta(days=56)
RECENT, NEAR, FOUND = 12, 12, 40


def recent(leader_id, today):
    """Those supported most often in the last eight weeks, at most `RECENT`."""
    rows = Support.objects.filter(activity__leader=leader_id, date__gt=today - LATELY, person__is_active=True)
    often = rows.order_by().values("person").annotate(times=Count("pk"), last=Max("date"))
    keys = [row["person"] for row in often.order_by("-times", "-last", "person")[:RECENT]]
    people = Person.objects.select_related("home_school").in_bulk(keys)
    return [people[key] for key in keys]


def offered(user, schools, chosen, today):
    """People to tick, those `chosen` first; a leader with a short history finds teachers of their schools too."""
    people = {person.pk: person for person in [*chosen, *recent(user.person_id, today)]}
    if len(people) < RECENT:
        rows = access.near(user, schools).exclude(pk__in=people).order_by("family_name", "given_name", "pk")
        people |= {person.pk: person for person in rows[: NEAR - len(people)]}
    return list(people.values())


def described(person):
    """“Ortiz, Ana · Bay High”: tells namesakes apart."""
    return " · ".join(filter(None, [person.sort_name, person.home_school and person.home_school.name]))


def named(rows, text):
    """Rows whose name has parts that begin with the words of `text`; e-mail and staff number are not searched."""
    words = folded(text.replace(",", " ")).split()
    if not any(len(word) > 1 for word in words) or not all(part.isalpha() for w in words for part in parts(w)):
        return rows.none()
    return rows.matching(text).order_by("family_name", "given_name", "pk")


def parts(word):
    """The letters of a word without what names may hold beside letters."""
    return [part for part in word.replace("’", "'").replace("-", "'").replace(".", "'").split("'") if part]


class Finder:
    """Finds people by the words of a line: those who are near first, others only where nobody near fits."""

    def __init__(self, user, appointments, today):
        self.user, self.today = user, today
        self.appointments = appointments

    def __call__(self, words):
        """`{word: [people with a part of the name that is the word]}`, in at most four questions."""
        wanted = {word for word in words if all(part.isalpha() for part in parts(word))}
        if not wanted:
            return {}
        lately = recent(self.user.person_id, self.today)
        found = _called(lately, wanted)
        if missing := wanted - found.keys():
            found |= _called(_anywhere(access.near(self.user, sites_of(self.appointments)), missing), missing)
        if missing := wanted - found.keys():
            found |= _called(_anywhere(access.nameable(self.user), missing), missing)
        return found


def sites_of(appointments):
    """Keys of the sites that appointments cover, in one question, asked once."""
    positions = [row.position for row in appointments]
    prefetch_related_objects(positions, "other_sites")
    further = (site.pk for position in positions for site in position.other_sites.all())
    return {*(position.site_id for position in positions), *further}


def _anywhere(rows, words):
    """Rows one of whose names begins with one of the words; a few, as more would not help to choose."""
    fits = Q()
    for word in words:
        start = folded(word)
        fits |= Q(search_name__startswith=start) | Q(search_name__contains=f" {start}")
    return rows.filter(fits).order_by("family_name", "given_name", "pk")[:FOUND]


def _called(people, words):
    """`{word: [people]}` of the words that are a whole part of somebody's name."""
    found = {}
    for person in people:
        names = f"{person.given_name} {person.preferred_name} {person.family_name}"
        called = set(folded(names).split())
        for word in words:
            if folded(word) in called:
                found.setdefault(word, []).append(person)
    return found
