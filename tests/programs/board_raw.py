"""Raw tables and who counts as a teacher leader, in plain Python: what the figures of the board are recomputed from."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from leaders import models as staff
from programs import models as development
from responsibilities import models as work

COUNTED = ("submitted", "approved", "returned")
GRADE_BANDS = {"PK–2": (-1, 0, 1, 2), "3–5": (3, 4, 5), "6–8": (6, 7, 8), "9–12": (9, 10, 11, 12)}


@dataclass(frozen=True)
class Known:
    """A value as it is in truth, and the people behind it (a set, or how many)."""

    value: object
    people: object = 99

    @property
    def is_small(self):
        return 0 < (self.people if isinstance(self.people, int) else len(self.people)) < 5


def rounded(value, places):
    """Half up, as a Decimal."""
    exact = Fraction(value)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percent(part, whole):
    return rounded(100 * Fraction(part) / Fraction(whole), 1) if whole else None


def rows(model):
    return list(model._base_manager.all())


def by(found, name):
    kept = defaultdict(list)
    for row in found:
        kept[getattr(row, name)].append(row)
    return kept


class Raw:
    """All tables that matter, read once."""

    def __init__(self):
        self.people = {row.pk: row for row in rows(staff.Person)}
        self.former = by(rows(staff.FormerKind), "person_id")
        self.schools = {row.pk: row for row in rows(staff.School)}
        self.fields = {row.pk: row for row in rows(staff.Discipline)}
        self.roles = {row.pk: row for row in rows(staff.Role)}
        self.shares = by(rows(staff.RoleDiscipline), "role_id")
        self.positions = {row.pk: row for row in rows(staff.Position)}
        self.others = by(rows(staff.Position.other_sites.through), "position_id")
        self.appointments = rows(staff.Appointment)
        self.terms = by([row for row in rows(staff.Term) if row.retired_at is None], "appointment_id")
        self.pay = by(rows(staff.Compensation), "appointment_id")
        self.allocations = by(rows(staff.FundingAllocation), "compensation_id")
        self.funds = {row.pk: row for row in rows(staff.FundingSource)}
        self.log = [row for row in rows(work.Activity) if row.status in COUNTED]
        self.supports = by(rows(work.Support), "activity_id")
        self.categories = {row.pk: row for row in rows(work.Category)}
        self.cohorts = {row.pk: row for row in rows(development.Cohort)}
        self.enrollments = rows(development.Enrollment)


def span_of(year):
    return datetime.date(year - 1, 7, 1), datetime.date(year, 6, 30)


# Who counts


def was_teacher(raw, person, on):
    changes = [row for row in raw.former[person.pk] if row.until >= on]
    return (min(changes, key=lambda row: row.until).kind if changes else person.staff_kind) == "teacher"


def had_left(person, on):
    return person.left_on < on if person.left_on else not person.is_active


def served(raw, appointment, start, end):
    return [
        (max(term.start, start), min(term.end, end), term.release_fte)
        for term in raw.terms[appointment.pk]
        if not term.on_leave and term.start <= end and term.end >= start
    ]


def counts(raw, appointment, start, end):
    """Parts (a) to (f) of the definition on some day of the span; what only one end of it fails, counts."""
    position, person = raw.positions[appointment.position_id], raw.people[appointment.person_id]
    role = raw.roles[position.role_id]
    paid = any(pay.kind != "release_only" and pay.full_amount > 0 for pay in raw.pay[appointment.pk])
    spans = served(raw, appointment, start, end)
    return (
        appointment.status == "approved"
        and (was_teacher(raw, person, start) or was_teacher(raw, person, end))
        and not (had_left(person, start) and had_left(person, end))
        and role.is_formal
        and role.serves in ("fellow_educators", "stem_programming")
        and any(raw.fields[share.discipline_id].is_stem for share in raw.shares[role.pk])
        and raw.schools[position.site_id].kind != "outside"
        and bool(spans)
        and (paid or any(release > 0 for _start, _end, release in spans))
    )


def led(raw, year):
    """`[(person, field, site, position, exact FTE)]` of everybody who counts in the year, by what they serve."""
    start, end = span_of(year)
    length, found = (end - start).days + 1, []
    for row in raw.appointments:
        if not (row.start <= end and row.end >= start and counts(raw, row, start, end)):
            continue
        position = raw.positions[row.position_id]
        sites = sites_of(raw, position)
        for first, last, release in served(raw, row, start, end):
            for share in raw.shares[position.role_id]:
                if raw.fields[share.discipline_id].is_stem:
                    fte = Fraction(release) * Fraction(share.share) / 100 * ((last - first).days + 1) / length
                    field = main_field(raw, share.discipline_id)
                    found += [(row.person_id, field, site, position, fte / len(sites)) for site in sites]
    return found


def sites_of(raw, position):
    others = [raw.schools[row.school_id] for row in raw.others[position.pk]]
    others = [site for site in others if site.kind == "school" and site.pk != position.site_id]
    base = raw.schools[position.site_id]
    return others if others and base.kind != "school" else [base, *others]


def main_field(raw, key):
    field = raw.fields[key]
    while field.parent_id and raw.fields[field.parent_id].code != "stem":
        field = raw.fields[field.parent_id]
    return field.name


def bands_of(site, position):
    if site.kind != "school":
        return {"District office": Fraction(1)}
    grades = set(range(site.lowest_grade, site.highest_grade + 1))
    if position.lowest_grade is not None:
        kept = {grade for grade in grades if grade >= position.lowest_grade}
        grades = kept or grades
    shares = {name: Fraction(len(grades & set(band)), len(grades)) for name, band in GRADE_BANDS.items()}
    return {name: share for name, share in shares.items() if share}
