"""Figures of R12: time by category and contact, supported teachers, the entries, and what is to follow up."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from config.charts import Chart, Series
from config.tables import Stat, Time
from config.tables.cells import in_hours
from programs.biweekly import LENGTH
from programs.reports.document import Figure, Head
from responsibilities import access, cadence
from responsibilities.measures import DEFINITIONS, percent
from responsibilities.measures.time import hours
from responsibilities.models import CoachingCycle, Contact, Support

NUMBER, MINUTES, SHARE = "number", "minutes", "percent"


@dataclass(frozen=True)
class Supports:
    """Supported teachers of some entries: how many different ones, and those whom the reader knows by name."""

    teachers: int
    named: dict  # id of the entry: [person]
    minutes: dict  # person: minutes of each visit


def supports_of(user, entries):
    """`Supports` in two queries; who may not read names gets the number alone."""
    minutes = {row.pk: row.minutes for row in entries}
    rows = Support.objects.filter(activity__in=minutes)
    named, by_person = defaultdict(list), defaultdict(list)
    for row in (
        rows.visible_to(user).select_related("person").order_by("person__family_name", "person__given_name", "pk")
    ):
        named[row.activity_id].append(row.person)
        by_person[row.person].append(minutes[row.activity_id])
    return Supports(len(set(rows.order_by().values_list("person", flat=True))), named, by_person)


def stats(entries, supports):
    time = sum(row.minutes for row in entries if not row.category.is_diverted)
    direct = sum(row.minutes for row in entries if is_direct(row))
    diverted = sum(row.minutes for row in entries if row.category.is_diverted)
    return [
        Stat(_("Entries"), len(entries)),
        Stat(DEFINITIONS["leader_time"].label, Time(time), _("without diverted duty")),
        Stat(DEFINITIONS["direct"].label, Time(direct), _("with teachers")),
        Stat(DEFINITIONS["diverted"].label, Time(diverted), _("not in the above")),
        Stat(_("Supported teachers"), supports.teachers, _("different people")),
    ]


def is_direct(row):
    return row.contact != Contact.NONE and not row.category.is_diverted


def sums(entries):
    return [by_category(entries), by_contact(entries)] if entries else []


def by_category(entries):
    """Time of each category, one-on-one, in groups and without teachers; diverted duty apart, last."""
    found = defaultdict(list)
    for row in entries:
        found[row.category].append(row)
    kinds = sorted(found, key=lambda row: (row.is_diverted, row.order, row.pk))
    time = sum(row.minutes for row in entries if not row.category.is_diverted)
    most = max(kinds, key=lambda kind: (not kind.is_diverted, total(found[kind])))
    told = {"category": most.label, "time": in_hours(total(found[most]))}
    return Figure(
        "category",
        _("Time by category"),
        _("Most time went to “%(category)s”: %(time)s.") % told,
        [
            Head(_("Category")),
            Head(_("Entries"), NUMBER),
            Head(_("One-on-one"), MINUTES),
            Head(_("Group"), MINUTES),
            Head(_("Without teachers"), MINUTES),
            Head(_("All"), MINUTES),
            Head(_("Share of teacher leader time"), SHARE),
        ],
        [
            [kind.label, *parts(found[kind]), None if kind.is_diverted else percent(total(found[kind]), time)]
            for kind in kinds
        ],
        total=[_("Teacher leader time"), *parts([row for row in entries if not row.category.is_diverted]), None],
        chart=chart(kinds, found),
        definitions=(DEFINITIONS["leader_time"], DEFINITIONS["diverted"]),
    )


def total(rows):
    return sum(row.minutes for row in rows)


def parts(rows):
    by_contact = [total(row for row in rows if row.contact == contact) for contact in Contact]
    return [len(rows), *by_contact, total(rows)]


def chart(kinds, found):
    return Chart(
        "category",
        _("Time by category"),
        _("Hours by category, one-on-one, in groups and without teachers."),
        _("Category"),
        _("hours"),
        [kind.label for kind in kinds],
        [
            Series(
                capfirst(contact.label),
                [hours(total(r for r in found[kind] if r.contact == contact)) for kind in kinds],
            )
            for contact in Contact
        ],
        sideways=True,
        stacked=True,
    )


def by_contact(entries):
    """Entries and time by whom they were with; participants count once in each entry."""
    rows = []
    for contact in Contact:
        own = [row for row in entries if row.contact == contact]
        rows.append([capfirst(contact.label), len(own), total(own), sum(row.participants for row in own)])
    with_teachers = sum(row[1] for row in rows[:2])
    told = {"count": with_teachers, "all": len(entries)}
    return Figure(
        "contact",
        _("With whom"),
        _("%(count)s of %(all)s entries were with teachers.") % told,
        [
            Head(_("With whom")),
            Head(_("Entries"), NUMBER),
            Head(_("Time"), MINUTES),
            Head(_("Participants"), NUMBER),
        ],
        rows,
        note=_("Diverted duty is among them. Whoever took part in two entries is two participants."),
    )


def teachers(supports):
    """Who was supported, by name, as far as the reader may know."""
    if not supports.minutes:
        return []
    return [
        Figure(
            "supported",
            _("Supported teachers"),
            _("By name, for who may read names: not to be handed on."),
            [Head(_("Name")), Head(_("Visits"), NUMBER), Head(_("Support"), MINUTES)],
            [[person.sort_name, len(visits), sum(visits)] for person, visits in supports.minutes.items()],
        )
    ]


def listed(user, entries, supports, url):
    """The entries; names of supported teachers only where the reader may know some."""
    if not entries:
        return []
    names = access.is_coordinator(user) or bool(access.named_schools(user)) or user.person_id is not None
    return [
        Figure(
            "entries",
            _("Entries"),
            _("What was handed in, the newest first."),
            [
                Head(_("Date"), "date"),
                Head(_("Teacher leader")),
                Head(_("Site")),
                Head(_("Category")),
                Head(_("Kind")),
                Head(_("Time"), MINUTES),
                Head(_("Participants"), NUMBER),
                Head(_("Focus")),
                *([Head(_("Supported teachers"))] if names else []),
            ],
            [[*line(row), *([named(supports, row)] if names else [])] for row in entries],
            url=url,
        )
    ]


def line(row):
    kind = str(row.get_kind_display())
    return [
        row.date,
        str(row.leader),
        str(row.site),
        row.category.label,
        kind,
        row.minutes,
        row.participants,
        row.focus or None,
    ]


def named(supports, row):
    return ", ".join(str(person) for person in supports.named.get(row.pk, ())) or None


def follow_ups(user, chosen, today):
    """Visits and check-backs of open coaching cycles that are due today; weeks long past have none."""
    if not today - LENGTH <= chosen["period"].end < today + LENGTH:
        return []
    cycles = CoachingCycle.objects.visible_to(user).to_follow_up(today).with_names()
    cycles = cycles.filter(leader=chosen["leader"]) if chosen.get("leader") else cycles
    cycles = cycles.filter(site=chosen["school"]) if chosen.get("school") else cycles
    found = cadence.follow_ups(cycles, today)
    if not found:
        return []
    return [
        Figure(
            "follow-ups",
            _("To follow up"),
            _("Visits and check-backs of coaching cycles that are due within three days, or overdue."),
            [
                Head(_("Due"), "date"),
                Head(_("What")),
                Head(_("Teacher leader")),
                Head(_("Teacher")),
                Head(_("Focus")),
                Head(_("State")),
            ],
            [
                [one.day, str(one.what), str(one.cycle.leader), str(one.cycle.teacher), one.cycle.focus, str(one.chip)]
                for one in found
            ],
            url=reverse("responsibilities:cycle-list"),
        )
    ]
