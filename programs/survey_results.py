"""What a closed survey says, as far as ten people are behind it (domain.md §4); nothing here knows a single answer.

Figures exist only after the last day. Of each question: how many answered, mean, how many chose what; by kind of
participants the mean, with further kinds hidden where one could be worked out from the whole; beside the survey before
the program, where the same was asked. Own words show without any order that ties those of one person together.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.db.models import Count

from programs.models import Enrollment, Survey, SurveyAnswer, SurveyItem
from responsibilities.suppression import SMALL_SURVEY, Cell, hidden_of_list


@dataclass(frozen=True)
class Group:
    """The answers of one kind of participants to one question; `people` and `mean` are None where hidden."""

    participant: str
    people: int | None
    mean: float | None

    @property
    def label(self):
        return Enrollment.Participant(self.participant).label if self.participant else ""


@dataclass(frozen=True)
class ItemResult:
    """One question: `counts` says how many chose each value from 1 on; `people` is None where too few answered."""

    item: SurveyItem
    people: int | None = None
    mean: float | None = None
    counts: list = field(default_factory=list)
    groups: list = field(default_factory=list)
    texts: list = field(default_factory=list)
    before: "ItemResult | None" = None


@dataclass(frozen=True)
class Results:
    """`people` answered the survey; None: it is still open, or fewer than ten did, and there are no items."""

    survey: Survey
    people: int | None
    items: list
    before: Survey | None = None


def results(survey, today, compare=True):
    """What shows of a survey on a day, beside the cohort's survey before the program when it is another one."""
    people = survey.responses.count() if survey.is_over(today) else 0
    if people < SMALL_SURVEY:
        return Results(survey, None, [])
    items = list(survey.items.all())
    found = [item_result(item, *answers) for item, answers in zip(items, _answers(survey, items), strict=True)]
    before = _before(survey, today) if compare else None
    if before is not None:
        found = beside(found, results(before, today, compare=False).items)
    return Results(survey, people, found, before)


def _before(survey, today):
    if survey.moment != Survey.Moment.POST:
        return None
    return Survey.objects.filter(cohort=survey.cohort_id, moment=Survey.Moment.PRE, closes__lt=today).first()


def beside(found, earlier):
    """Results with those of the same question asked before, where ten people answered both."""
    known = {one.item.code: one for one in earlier if one.mean is not None}
    return [_with_before(one, known.get(one.item.code)) for one in found]


def _with_before(one, before):
    if before is None or one.mean is None or not one.item.asks_like(before.item):
        return one
    return replace(one, before=before)


def _answers(survey, items):
    """Per question, in order: `{value: {participant: people}}` and the own words, by random key."""
    rows = SurveyAnswer.objects.filter(response__survey=survey, value__isnull=False)
    counted, words = defaultdict(lambda: defaultdict(dict)), defaultdict(list)
    for item, value, participant, people in (
        rows.order_by().values_list("item", "value", "response__participant").annotate(people=Count("pk"))
    ):
        counted[item][value][participant] = people
    texts = SurveyAnswer.objects.filter(response__survey=survey, value__isnull=True).order_by("pk")
    for item, text in texts.values_list("item", "text"):
        words[item].append(text)
    return [(counted[item.pk], words[item.pk]) for item in items]


def item_result(item, counted, texts):
    """A question's result from what was counted; empty where fewer than ten answered it."""
    if item.kind == SurveyItem.Kind.TEXT:
        return ItemResult(item, len(texts), texts=texts) if len(texts) >= SMALL_SURVEY else ItemResult(item)
    counts = [sum(counted.get(value, {}).values()) for value in range(1, item.top + 1)]
    people = sum(counts)
    if people < SMALL_SURVEY:
        return ItemResult(item)
    if not item.is_scale:
        return ItemResult(item, people, counts=counts)
    total = sum(value * count for value, count in enumerate(counts, start=1))
    return ItemResult(item, people, total / people, counts, groups_of(counted))


def groups_of(counted):
    """Means by kind of participants, without those that are small or would tell a small one; [] with one kind only."""
    cells = {}
    for value, people in counted.items():
        for participant, count in people.items():
            before = cells.get(participant, Cell(0, 0))
            cells[participant] = Cell(before.value + value * count, before.people + count)
    kinds = sorted(cells)
    if len(kinds) < 2 or "" in cells:
        return []
    listed = [cells[kind] for kind in kinds]
    total = Cell(sum(cell.value for cell in listed), sum(cell.people for cell in listed))
    hidden, _total_too = hidden_of_list(listed, total, SMALL_SURVEY)
    return [
        Group(kind, None, None) if at in hidden else Group(kind, cell.people, cell.value / cell.people)
        for at, (kind, cell) in enumerate(zip(kinds, listed, strict=True))
    ]
