"""What the log form is filled with: the address says from where one comes, the log what is usual."""

import datetime

from leaders.models import District
from responsibilities import held, kinds, rules
from responsibilities.models import Activity, CoachingCycle, Contact, Kind

MINUTES = 45
NUMBER_LENGTH = 18
SEVERAL = 2


def of_entry(entry):
    """The form's values of an entry as it stands."""
    years = rules.years_for(entry.date, District.current())
    summer = {} if len(years) == 1 else {"school_year": ["ended", "begins"][years.index(entry.school_year)]}
    return (
        of_like(entry)
        | summer
        | {
            "date": entry.date,
            "start_time": entry.start_time,
            "category": entry.category.code,
            "in_contract": "yes" if entry.in_contract else "no",
            "appointment": entry.appointment_id,
            "site": entry.site_id,
        }
    )


def of_like(entry):
    """The form's values of a new entry like another, for today."""
    return {
        "contact": entry.contact,
        "supported": [row.pk for row in entry.supported.all()],
        "unnamed": entry.unnamed or None,
        "kind": entry.kind,
        "category": entry.category.code,
        "minutes": entry.minutes,
        "site": entry.site_id,
        "focus": entry.focus,
        "stem_mode": entry.stem_mode,
        "disciplines": [row.pk for row in entry.disciplines.all()],
    }


def prefilled(params, user, appointments, today):
    """First values of a new entry; `params` may name an entry to be `like`, or person, cycle, site, kind, date."""
    own = Activity.objects.visible_to(user).own(user)
    now = held.in_force(appointments, today)
    usual = {"date": _day(params.get("date")) or today, "minutes": MINUTES, "contact": Contact.ONE_ON_ONE} | _of_role(
        now
    )
    if like := _one(own.select_related("category").prefetch_related("supported", "disciplines"), params.get("like")):
        return usual | of_like(like)
    person = _key(params.get("person"))
    if cycle := _one(CoachingCycle.objects.visible_to(user).filter(leader=user.person_id), params.get("cycle")):
        person, usual["site"] = cycle.teacher_id, cycle.site_id
    usual |= _of_last(own, person, now)
    if params.get("kind") in Kind.values:
        usual |= {"kind": params["kind"], "contact": kinds.contact(params["kind"])}
    usual |= {"supported": [person], "contact": Contact.ONE_ON_ONE} if person else {}
    return usual | ({"site": site} if (site := _key(params.get("site"))) else {})


def _of_role(appointments):
    """STEM mode and disciplines of the role, where there is only one."""
    if len(appointments) != 1:
        return {}
    role = appointments[0].position.role
    return {"stem_mode": role.stem_mode, "disciplines": [row.pk for row in role.disciplines.all() if row.is_stem]}


def _of_last(rows, person, appointments):
    """Kind and duration of the last visit to a person, or of the last visit to anyone.

    Which of several appointments it was for is taken over too; a single one is not asked about.
    """
    rows = rows.counted().filter(contact=Contact.ONE_ON_ONE)
    if person:
        rows = rows.filter(supports__person=person)
    last = rows.order_by("-date", "-pk").values("kind", "minutes", "appointment").first() or {}
    if len(appointments) < SEVERAL or last.get("appointment") not in {row.pk for row in appointments}:
        last.pop("appointment", None)
    return last


def _key(text):
    known = text and text.isascii() and text.isdigit() and len(text) <= NUMBER_LENGTH
    return int(text) if known else None


def _one(rows, text):
    """The row that a key in the address names; None when there is none."""
    key = _key(text)
    return rows.filter(pk=key).first() if key else None


def _day(text):
    """The day that a text like 2026-12-01 names; None for anything else."""
    try:
        return datetime.date.fromisoformat(text or "")
    except ValueError:
        return None
