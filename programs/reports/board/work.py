"""Figures: what leaders do with their time, and coaching cycles."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.reports.board.definitions import CYCLES, PROMISED
from programs.reports.board.years import largest, seen
from programs.reports.document import HIDDEN, Figure, Head
from responsibilities.deducing import one_list
from responsibilities.measures import DEFINITIONS, percent
from responsibilities.measures.contact import contact
from responsibilities.measures.cycles import ran_in
from responsibilities.measures.promised import promised_in
from responsibilities.models import CoachingCycle
from responsibilities.reports import time_use

HOURS = "minutes"
CONTACTS = ("one_on_one", "group", "none")
ENDS = ("completed", "stopped", "open")


@dataclass(frozen=True)
class Worked:
    """The time of one school year as everybody may see it, beside what was promised."""

    report: object  # responsibilities.reports.time_use.Report
    contacts: dict
    promised: object
    hidden_contacts: set
    hidden_promises: set

    @property
    def total(self):
        """Minutes of teacher leader time."""
        return seen(self.report.use.total.minutes, self.report.total is None)

    @property
    def diverted(self):
        return seen(self.report.use.diverted.minutes, self.report.diverted is None)

    def minutes(self, category):
        return seen(self.report.use.of_category(category).minutes, self.report.is_hidden(category=category))

    def promise(self, category):
        if category in self.hidden_promises:
            return HIDDEN
        return self.promised.percents.get(category)

    def spent(self, part):
        hidden = self.total is HIDDEN or part in self.hidden_contacts
        return seen(self.contacts[part].minutes, hidden)

    @property
    def direct(self):
        """Percent of teacher leader time that was spent with teachers; what is left of it was spent alone."""
        return share(seen(self._direct, "none" in self.hidden_contacts), self.total)

    @property
    def _direct(self):
        return self.contacts["one_on_one"].minutes + self.contacts["group"].minutes


def share(part, whole):
    """Percent to one place, HIDDEN where one of the two is."""
    if part is HIDDEN or whole is HIDDEN:
        return HIDDEN
    return percent(part, whole)


def worked(years, district):
    """`{school year: Worked}`."""
    contacts, promised = contact(years.both), promised_in(years.both, district)
    return {year: _worked(year, contacts[year], promised[year]) for year in years.both}


def _worked(year, contacts, promised):
    people = {part: one.people for part, one in contacts.items()}
    promises = one_list(promised.people, promised.everyone)
    hidden = one_list(people, max(people.values()))
    return Worked(time_use.suppressed(year), contacts, promised, hidden, promises)


def figures(years, found):
    """All of them, from what `worked` found."""
    return [categories(years, found), contacts(years, found), diverted(years, found)]


def categories(years, found):
    """Time by category, its share, and the share that was promised."""
    both = [found[year] for year in years.both]
    kept = {row.pk: row for one in both for row in one.report.use.categories if not row.is_diverted}
    rows = [
        [row.label, *(one.minutes(key) for one in both), *_shares(both, key)]
        for key, row in sorted(kept.items(), key=lambda item: (item[1].order, item[0]))
    ]
    facts = {
        "key": "time",
        "title": _("What they do: time by category"),
        "summary": _most(rows),
        "heads": [
            Head(_("Category")),
            *years.heads(_("Time"), HOURS),
            *years.heads(_("Share"), "percent"),
            *years.heads(PROMISED.label, "percent"),
        ],
        "rows": rows,
    }
    totals = [one.total for one in both]
    return Figure(
        **facts,
        total=[DEFINITIONS["leader_time"].label, *totals, *([None] * 4)],
        chart=years.chart(facts, 1, _("hours"), as_hours=True),
        definitions=(DEFINITIONS["leader_time"], DEFINITIONS["plan"], PROMISED),
    )


def _shares(both, category):
    shares = [share(one.minutes(category), one.total) for one in both]
    return [*shares, *(one.promise(category) for one in both)]


def _most(rows):
    most = largest(rows, 1)
    if most is None:
        return _("There is no time to show.")
    if most[3] is HIDDEN:
        return _("Most time went to “%(category)s”.") % {"category": most[0]}
    return _("Most time went to “%(category)s”: %(share)s%%.") % {"category": most[0], "share": most[3]}


def contacts(years, found):
    """Teacher leader time with and without teachers."""
    both = [found[year] for year in years.both]
    names = dict(zip(CONTACTS, (_("One-on-one"), _("Group"), _("Without teachers")), strict=True))
    rows = [
        [name, *(one.spent(part) for one in both), *(share(one.spent(part), one.total) for one in both)]
        for part, name in names.items()
    ]
    return Figure(
        "contact",
        _("With teachers, and without"),
        _("Teacher leader time by contact. A group's time counts once, whatever its size."),
        [Head(_("Contact")), *years.heads(_("Time"), HOURS), *years.heads(_("Share"), "percent")],
        rows,
        total=[DEFINITIONS["leader_time"].label, *(one.total for one in both), None, None],
        definitions=(DEFINITIONS["direct"],),
    )


def diverted(years, found):
    """Diverted duty apart from teacher leader time."""
    row = [DEFINITIONS["diverted"].label, *(found[year].diverted for year in years.both)]
    return Figure(
        "diverted",
        _("Diverted duty, apart"),
        _("Time that leaders spent covering classes and on other duty. It is in no other figure."),
        [Head(_("Measure")), *years.heads(_("Time"), HOURS)],
        [row],
        definitions=(DEFINITIONS["diverted"],),
    )


@dataclass(frozen=True)
class Coached:
    """Coaching cycles of one school year by how they stand, and what of it must not be seen."""

    cycles: dict
    hidden: set

    def count(self, how):
        return seen(self.cycles[how].count, how in self.hidden)

    @property
    def total(self):
        return seen(sum(one.count for one in self.cycles.values()), "total" in self.hidden)

    @property
    def completion(self):
        """Percent of those completed and stopped; seen where both are."""
        completed, stopped = self.count("completed"), self.count("stopped")
        return share(completed, HIDDEN if stopped is HIDDEN or completed is HIDDEN else completed + stopped)


def coached(years, district):
    """`{school year: Coached}`."""
    return {year: _coached(district.school_year_dates(year)) for year in years.both}


def _coached(span):
    found = ran_in(CoachingCycle.objects.all(), *span)
    people = {how: one.people for how, one in found.items()}
    return Coached(found, one_list(people, max(people.values())))


def cycles(years, found):
    """Coaching cycles that ran, by how they stand."""
    both = [found[year] for year in years.both]
    names = dict(zip(ENDS, (_("Completed"), _("Stopped"), _("Open")), strict=True))
    rows = [[name, *(one.count(how) for one in both)] for how, name in names.items()]
    facts = {
        "key": "cycles",
        "title": _("Coaching cycles"),
        "summary": _("Cycles that ran in %(year)s: %(count)s.") % {"year": years.labels[0], "count": both[0].total},
        "heads": [Head(_("They are")), *(Head(label, "number") for label in years.labels)],
        "rows": rows,
    }
    total = [_("All"), *(one.total for one in both)]
    chart = years.chart(facts, 1, _("cycles"))
    return Figure(**facts, total=total, chart=chart, definitions=(CYCLES, DEFINITIONS["cycle_completion"]))
