"""What the organizer sees of a phase: how far each reviewer is, and what the reviews of each application say."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from config.tables import Chip
from config.tables.cells import number
from leaders.models import Person
from programs import review_rules as rules
from programs.models import Application, Review
from programs.review_results import Result, percents, results, rounded

MOST = 200  # applications on one page; the list of the call's applications has all
WEEK = datetime.timedelta(days=7)
Status = Review.Status
TONES = {Status.ASSIGNED: "warn", Status.DRAFT: "info", Status.SUBMITTED: "good", Status.RECUSED: "quiet"}


@dataclass(frozen=True)
class Given:
    """One review: who, how it stands, what it is worth in percent, and the way to take a recusal back."""

    reviewer: Person
    chip: Chip
    worth: str = ""
    put_back: str = ""


@dataclass(frozen=True)
class Line:
    """One application with its result and its reviews."""

    application: Application
    result: Result
    given: list

    @property
    def is_short(self):
        """Whether reviews are still to come."""
        waits = self.application.status == Application.Status.SUBMITTED
        return waits and self.result.submitted < self.result.wanted

    @property
    def mean(self):
        return "" if self.result.mean is None else in_percent(self.result.mean)

    @property
    def spread(self):
        """In points; a large one as a chip."""
        return "" if self.result.spread is None else spread(self.result)


@dataclass(frozen=True)
class Desk:
    """One reviewer: how many of their reviews stand how, and whether they can sign in at all."""

    person: Person
    counts: Counter
    signs_in: bool

    @property
    def assigned(self):
        return sum(self.counts.values()) - self.recused

    @property
    def submitted(self):
        return self.counts[Status.SUBMITTED]

    @property
    def begun(self):
        return self.counts[Status.DRAFT]

    @property
    def recused(self):
        return self.counts[Status.RECUSED]


def in_percent(value):
    return f"{tenths(value)}%"


def spread(result):
    """“12 points”; from `WIDE` points on as a chip that says so."""
    text = _("%(count)s points") % {"count": tenths(result.spread)}
    return Chip(_("far apart, %(points)s") % {"points": text}, "warn") if result.is_wide else text


def tenths(value):
    """75.0 → 75, 62.5 → 62.5."""
    return number(int(value) if value == int(value) else value)


def chip(review):
    """How a review stands; of a recused one with the conflict."""
    text = review.get_status_display()
    if review.status == Status.RECUSED:
        text = f"{text}: {review.get_recusal_display()}"
    return Chip(text, TONES[review.status])


def dates_after(call):
    """The two weeks after what there is of a call: its window, its phases."""
    last = max([call.closes, *(phase.closes for phase in call.phases.all())])
    first = last + datetime.timedelta(days=1)
    return {"opens": first, "closes": first + 2 * WEEK}


def result_lines(phase, reviews):
    """A line per application that was sent, the best first, those without a review last."""
    found, given = results(phase.call, phase), defaultdict(list)
    worth = percents(phase.call, Review.objects.filter(phase=phase))
    for review in reviews:
        given[review.application_id].append(_given(review, worth))
    rows = phase.call.applications.filter(pk__in=found).select_related("person")
    lines = [Line(row, found[row.pk], given[row.pk]) for row in rows.order_by("pk")]
    return sorted(lines, key=lambda line: -1 if line.result.mean is None else line.result.mean, reverse=True)


def _given(review, worth):
    undecided = not (review.phase.call.decided_on or review.phase.call.closed_on)
    back = undecided and review.status == Status.RECUSED
    return Given(
        review.reviewer,
        chip(review),
        worth_of(review, worth),
        reverse("programs:review-put-back", args=[review.pk]) if back else "",
    )


def worth_of(review, worth):
    """What a review is worth, as text; nothing while it does not count."""
    return in_percent(rounded(worth[review.pk])) if review.pk in worth else ""


def reviewer_lines(phase, reviews):
    """A line per reviewer by name; those who were taken off stay while a review of theirs does."""
    counts = defaultdict(Counter)
    for review in reviews:
        counts[review.reviewer_id][review.status] += 1
    named = Q(pk__in=phase.reviewers.values("person")) | Q(pk__in=phase.reviews.values("reviewer"))
    people = Person.objects.filter(named).select_related("user").order_by("family_name", "given_name", "pk")
    return [Desk(person, counts[person.pk], signs_in(person)) for person in people]


def signs_in(person):
    user = getattr(person, "user", None)
    return user is not None and user.is_active


def to_assign(phase):
    """`[(label, value)]` of what assigning starts from."""
    return [
        (_("Submitted applications"), phase.call.applications.sent().count()),
        (_("Reviewers"), phase.reviewers.filter(person__is_active=True).count()),
        (_("Reviews assigned so far"), phase.reviews.standing().count()),
        (_("Recusals in this call"), len(rules.barred(phase.call))),
    ]
