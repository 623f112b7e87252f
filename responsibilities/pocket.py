"""What a phone carries along for offline work: the leader's own vocabulary and week, nothing confidential.

No notes, no focus, nobody's address: names of the teachers whom the leader supports, and what the form needs.
"""

from django.conf import settings
from django.db.models import Q, prefetch_related_objects
from django.utils.crypto import salted_hmac

from leaders.models import District, Person, year_label
from responsibilities import rules
from responsibilities.held import appointments_of
from responsibilities.models import Activity, Category, CoachingCycle, Support
from responsibilities.usual import latest
from responsibilities.weeks import monday_of

KEY_SALT = "responsibilities.pocket"
MOST_CARDS = 8
MOST_TEACHERS = 200


def keys(user):
    """What seals this user's entries on the phone: the present secret first, then those it replaced, in hex."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(KEY_SALT, str(user.pk), secret=key, algorithm="sha256").hexdigest() for key in secrets]


def packed(user, today):
    """Everything that the phone keeps, as JSON."""
    leader, district = user.person, District.current()
    usual = latest(leader, today, MOST_CARDS)
    week = list(_week(leader, monday_of(today)))
    prefetch_related_objects(usual, "disciplines")
    held = list(appointments_of(leader.pk).prefetch_related("position__other_sites"))
    return {
        "today": today.isoformat(),
        "zone": settings.TIME_ZONE,
        "name": leader.name,
        "cards": [_facts(row) for row in usual],
        "week": [_as_json(row) for row in week],
        "monday": monday_of(today).isoformat(),
        "categories": [
            {"id": row.pk, "name": row.label, "diverted": row.is_diverted} for row in Category.objects.in_use()
        ],
        "teachers": [{"id": row.pk, "name": row.name} for row in named(leader)],
        "sites": [{"id": row.pk, "name": row.name} for row in _sites(held, [*usual, *week])],
        "appointments": [_appointment(row) for row in held],
        "years": [{"id": year, "name": year_label(year)} for year in rules.years_for(today, district)],
        "lock_days": district.month_lock_days,
    }


def named(leader):
    """Whom the phone knows by name: those who are already supported, no wider."""
    supported = Support.objects.filter(activity__leader=leader).order_by().values("person")
    in_cycles = CoachingCycle.objects.open().filter(leader=leader).order_by().values("teacher")
    rows = Person.objects.active().filter(Q(pk__in=supported) | Q(pk__in=in_cycles))
    return rows.order_by("family_name", "given_name", "pk")[:MOST_TEACHERS]


def _sites(held, entries):
    """The leader's own sites, and where they were lately, by name."""
    own = {site for row in held for site in (row.position.site, *row.position.other_sites.all())}
    return sorted(own | {row.site for row in entries}, key=lambda site: (site.name, site.pk))


def _week(leader, monday):
    rows = Activity.objects.filter(leader=leader, date__gte=monday).select_related("site")
    return rows.prefetch_related("supported", "disciplines").order_by("-date", "-pk")


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
