"""Figures: programs that develop leaders, who of the completers leads, and goals."""

from collections import Counter
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programs.goal_progress import RULE, outcome
from programs.measures import DEFINITIONS, retention_in
from programs.measures.participation import participation
from programs.models import Enrollment, Goal, Verdict
from programs.reports.board.definitions import RETENTION
from programs.reports.board.work import share
from programs.reports.board.years import seen
from programs.reports.document import HIDDEN, Figure, Head
from responsibilities.deducing import Listed, Sum, hidden_sums, one_list
from responsibilities.measures import Definition

HOLDERS, COURSE = ("leaders", "others"), ("completed", "under_way", "withdrawn")
PARTS = {name: frozenset({name}) for name in (*HOLDERS, *COURSE)}
PARTS |= {"seats": frozenset({"completed", "under_way"}), "all": frozenset(COURSE)}
# Completed and under way are the seats taken: they are hidden together before anything else is.
GIVEN_UP_FROM_THE_END = ("leaders", "others", "seats", "all", "withdrawn", "under_way", "completed")


@dataclass(frozen=True)
class Developed:
    """Programs of one school year: seats and how they went, completers of the year before, and what stays hidden."""

    groups: dict
    hidden: set
    retention: object
    hides_retention: bool

    def count(self, part):
        return seen(self.groups[part].count, part in self.hidden)

    @property
    def completion(self):
        """Percent completed of those completed or withdrawn."""
        completed, withdrawn = self.count("completed"), self.count("withdrawn")
        return share(completed, HIDDEN if HIDDEN in (completed, withdrawn) else completed + withdrawn)

    @property
    def completers(self):
        return seen(self.retention.completers, self.hides_retention)

    @property
    def serving(self):
        return seen(self.retention.serving[1], self.hides_retention)


def developed(years):
    """`{school year: Developed}`."""
    found = participation(Enrollment.objects.all(), [*years.both, years.last - 1])
    hidden = {year: _hidden(groups) for year, groups in found.items()}
    return {year: _developed(year, found[year], hidden) for year in years.both}


def _hidden(groups):
    """What must not be seen of a year's seats and of how they went; both add up to the seats taken."""
    sums = {part: Sum(PARTS[part], groups[part].people) for part in GIVEN_UP_FROM_THE_END}
    same = [(frozenset(HOLDERS), PARTS["seats"])]
    return hidden_sums(sums, [Listed(HOLDERS, "seats"), Listed(COURSE, "all")], equal=same)


def _developed(year, groups, hidden):
    """The completers of the year before are its completed seats, but for who holds two: they are hidden together."""
    kept = retention_in(Enrollment.objects.all(), year, 1)
    people = {"serving": kept.serving[1], "others": kept.completers - kept.serving[1]}
    hides = bool(one_list(people, kept.completers)) or "completed" in hidden[year - 1]
    return Developed(groups, hidden[year], kept, hides)


def figures(years, found):
    """All of them but goals, from what `developed` found."""
    return [seats(years, found), course(years, found), retention(years, found)]


def seats(years, found):
    """Seats in programs by who holds them."""
    both = [found[year] for year in years.both]
    names = dict(zip(HOLDERS, (_("Held by teacher leaders"), _("Held by others")), strict=True))
    rows = [[name, *(one.count(part) for one in both)] for part, name in names.items()]
    facts = {
        "key": "seats",
        "title": _("Seats in programs"),
        "summary": _("Seats taken in %(year)s: %(count)s.")
        % {"year": years.labels[0], "count": both[0].count("seats")},
        "heads": [Head(_("Seats")), *(Head(label, "number") for label in years.labels)],
        "rows": rows,
    }
    total = [DEFINITIONS["seats"].label, *(one.count("seats") for one in both)]
    return Figure(
        **facts,
        total=total,
        chart=years.chart(facts, 1, _("seats")),
        definitions=(DEFINITIONS["seats"], DEFINITIONS["leader_seats"]),
    )


def course(years, found):
    """How participation in programs went."""
    both = [found[year] for year in years.both]
    names = dict(zip(COURSE, (_("Completed"), _("Under way"), _("Withdrew")), strict=True))
    rows = [[name, *(one.count(part) for one in both)] for part, name in names.items()]
    return Figure(
        "completing",
        _("Completing programs"),
        _("How participation in programs of the school year stands."),
        [Head(_("Participants")), *(Head(label, "number") for label in years.labels)],
        rows,
        total=[_("All"), *(one.count("all") for one in both)],
        definitions=(DEFINITIONS["completion"],),
    )


def retention(years, found):
    """Completers of the school year before who lead in this one."""
    both = [found[year] for year in years.both]
    rows = [
        [_("Completed in the school year before"), *(one.completers for one in both)],
        [_("Of them: teacher leaders in this school year"), *(one.serving for one in both)],
    ]
    return Figure(
        "retention",
        _("From programs into roles"),
        _("Who completed a program and leads in the next school year."),
        [Head(_("People")), *(Head(label, "number") for label in years.labels)],
        rows,
        definitions=(RETENTION,),
    )


def goals(years):
    """Goals of each school year by how far they are met, as everybody may see them."""
    rows = list(Goal.objects.with_progress())
    counted = [Counter(_verdicts(rows, year)) for year in years.both]
    names = {code: capfirst(label) for code, label in Verdict.choices if code != Verdict.NOT_DUE}
    names[None] = _("Not shown")
    kept = [code for code in names if code is not None or any(count[None] for count in counted)]
    lines = [[names[code], *(count[code] for count in counted)] for code in kept]
    facts = {
        "key": "goals",
        "title": _("Goals"),
        "summary": _("%(met)s of %(all)s goals of %(year)s are fully met.")
        % {"met": counted[0][Verdict.FULLY], "all": counted[0].total(), "year": years.labels[0]},
        "heads": [Head(_("They are")), *(Head(label, "number") for label in years.labels)],
        "rows": lines,
    }
    total = [_("All"), *(count.total() for count in counted)]
    chart = years.chart(facts, 1, _("goals"))
    return Figure(**facts, total=total, chart=chart, definitions=(Definition(_("Goal met"), RULE),))


def _verdicts(goals, year):
    """The verdict on each goal of the year: None where it follows from a value about few people.

    What was retired before anybody measured it has none.
    """
    found = ((goal, outcome(goal, year, None).code) for goal in goals)
    left_out = {Verdict.NOT_DUE}, {Verdict.NOT_DUE, Verdict.UNMEASURED}
    return [code for goal, code in found if code not in left_out[goal.is_retired]]
