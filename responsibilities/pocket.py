"""What a phone carries along for offline work: the leader's own vocabulary and week, nothing confidential.

No notes, no focus, nobody's address: names of the teachers whom the leader supports, and what the form needs.
"""

import datetime
from collections import Counter

from django.conf import settings
from django.db.models import Q
from django.utils.crypto import salted_hmac

from leaders.models import Appointment, District, Person, School, year_label
from responsibilities import rules
from responsibilities.models import Activity, Category, CoachingCycle, Support

KEY_SALT = "responsibilities.pocket"
LOOK_BACK = datetime.timedelta(days=60)
MOST_CARDS = 8
MOST_TEACHERS = 200
FACTS = ("category_id", "kind", "contact", "unnamed", "site_id", "stem_mode", "in_contract")


def keys(user):
    """What seals this user's entries on the phone: the present secret first, then those it replaced, in hex."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(KEY_SALT, str(user.pk), secret=key, algorithm="sha256").hexdigest() for key in secrets]


def packed(user, today):
    """Everything that the phone keeps, as JSON."""
    leader, district = user.person, District.current()
    recent = list(_entries(leader, today - LOOK_BACK).with_names().prefetch_related("disciplines"))
    monday = today - datetime.timedelta(days=today.weekday())
    held = list(appointments(leader).select_related("position__role"))
    return {
        "today": today.isoformat(),
        "zone": settings.TIME_ZONE,
        "name": leader.name,
        "cards": cards(recent),
        "week": [_as_json(row) for row in recent if row.date >= monday],
        "monday": monday.isoformat(),
        "categories": [
            {"id": row.pk, "name": row.label, "diverted": row.is_diverted} for row in Category.objects.in_use()
        ],
        "teachers": [{"id": row.pk, "name": row.name} for row in named(leader)],
        "sites": [{"id": row.pk, "name": row.name} for row in sites(leader, recent)],
        "appointments": [_appointment(row) for row in held],
        "years": [{"id": year, "name": year_label(year)} for year in rules.years_for(today, district)],
        "year_starts": district.school_year_start_month,
        "lock_days": district.month_lock_days,
    }


def cards(recent):
    """The usual activities: the most frequent kinds of entry of late, as they were entered last."""
    counted, latest = Counter(), {}
    for row in recent:
        if row.is_counted:
            key = tuple(getattr(row, name) for name in FACTS), tuple(sorted(one.pk for one in row.supported.all()))
            counted[key] += 1
            latest.setdefault(key, row)
    usual = sorted(counted, key=lambda key: (-counted[key], -latest[key].pk))[:MOST_CARDS]
    return [_facts(latest[key]) for key in usual]


def appointments(leader):
    """Approved appointments of the leader, whatever their dates: an entry may be of last month."""
    return Appointment.objects.approved().filter(person=leader).order_by("-start", "-pk")


def appointment_for(leader, date, site_id):
    """The appointment that an entry of a date is of: the one in force, at that site when there are two."""
    held = list(appointments(leader).select_related("position"))
    in_force = [row for row in held if row.start <= date <= row.end]
    here = [row for row in in_force if row.position.site_id == site_id]
    return next(iter(here or in_force or held), None)


def teachers(leader, known=()):
    """Whom the leader may name: who was supported before, who has an open cycle, and who teaches at the own sites."""
    own = _sites_of(leader)
    rule = Q(pk__in=_supported(leader)) | Q(pk__in=_in_cycles(leader)) | Q(home_school__in=own) | Q(pk__in=known)
    return Person.objects.filter(rule)


def named(leader):
    """Whom the phone knows by name: those who are already supported, no wider."""
    rule = Q(pk__in=_supported(leader)) | Q(pk__in=_in_cycles(leader))
    return Person.objects.active().filter(rule).order_by("family_name", "given_name", "pk")[:MOST_TEACHERS]


def any_site():
    return School.objects.all()


def sites(leader, recent):
    """The leader's own sites, and where they were lately."""
    lately = {row.site_id for row in recent}
    return School.objects.filter(Q(pk__in=_sites_of(leader)) | Q(pk__in=lately)).order_by("name", "pk")


def _entries(leader, since):
    return Activity.objects.filter(leader=leader, date__gte=since)


def _supported(leader):
    return Support.objects.filter(activity__leader=leader).order_by().values("person")


def _in_cycles(leader):
    return CoachingCycle.objects.open().filter(leader=leader).order_by().values("teacher")


def _sites_of(leader):
    held = Appointment.objects.approved().filter(person=leader).order_by()
    return held.values("position__site").union(held.exclude(position__other_sites=None).values("position__other_sites"))


def _facts(row):
    return {
        "category": row.category_id,
        "kind": row.kind,
        "contact": row.contact,
        "supported": sorted(one.pk for one in row.supported.all()),
        "unnamed": row.unnamed,
        "site": row.site_id,
        "minutes": row.minutes,
        "stem_mode": row.stem_mode,
        "in_contract": row.in_contract,
        "disciplines": sorted(one.pk for one in row.disciplines.all()),
    }


def _as_json(row):
    """One's own entry, without its focus: words stay on the site."""
    return _facts(row) | {
        "activity": row.pk,
        "version": row.version,
        "date": row.date.isoformat(),
        "school_year": row.school_year,
        "appointment": row.appointment_id,
        "status": row.status,
    }


def _appointment(row):
    dates = {"start": row.start.isoformat(), "end": row.end.isoformat()}
    return dates | {"id": row.pk, "name": str(row.position.role), "site": row.position.site_id}
