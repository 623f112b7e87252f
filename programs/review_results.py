"""What the reviews of a call say, per application: mean, spread, how many; for the organizer alone.

A review counts when it is submitted and not recused. It is worth its scores as a percentage of the highest, each
criterion by its weight; an application's mean is that of its reviews, of all phases alike.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from programs.models import Application, Review, Score

Status = Review.Status
WIDE = 25  # percentage points between two reviewers from which on the organizer should look


@dataclass(frozen=True)
class Result:
    """One application: `mean` in percent of the highest score, None without a submitted review.

    `spread` is the percentage points between the highest and the lowest reviewer, None with fewer than two. `wanted`
    reviews are those assigned, or those that the call asks for in each phase where fewer are; `recused` are apart.
    """

    mean: float | None = None
    submitted: int = 0
    wanted: int = 0
    spread: float | None = None
    recused: int = 0

    @property
    def is_wide(self):
        return self.spread is not None and self.spread >= WIDE


def results(call, phase=None, application=None):
    """`{application: Result}` of a call's applications that were sent, of all its phases or of one; four queries.

    `application` asks for that one alone.
    """
    sent, rows = call.applications.exclude(status=Application.Status.DRAFT), Review.objects.filter(phase__call=call)
    if phase is not None:
        rows = rows.filter(phase=phase)
    if application is not None:
        sent, rows = sent.filter(pk=application.pk), rows.filter(application=application)
    reviews = defaultdict(list)
    for key, application, where, status in rows.order_by().values_list("pk", "application", "phase", "status"):
        reviews[application].append((key, where, status))
    worth = percents(call, rows)
    keys = sent.order_by().values_list("pk", flat=True)
    return {key: _result(reviews[key], worth, call.reviews_wanted) for key in keys}


def percents(call, rows):
    """`{review: worth}` of those among `rows` that are submitted, as fractions of 100."""
    rubric = {one.pk: (one.weight, one.highest) for one in call.criteria.all()}
    whole = sum(weight for weight, _highest in rubric.values())
    scores = Score.objects.filter(
        review__in=rows.filter(status=Status.SUBMITTED).values("pk"), criterion__in=list(rubric)
    )
    found = defaultdict(Fraction)
    for review, criterion, score in scores.order_by().values_list("review", "criterion", "score"):
        weight, highest = rubric[criterion]
        found[review] += Fraction(100 * weight * score, whole * highest)
    return dict(found)


def _result(reviews, worth, asked):
    given = [worth[key] for key, _phase, status in reviews if status == Status.SUBMITTED and key in worth]
    standing = defaultdict(int)
    for _key, phase, status in reviews:
        standing[phase] += status != Status.RECUSED
    return Result(
        mean=rounded(sum(given) / len(given)) if given else None,
        submitted=sum(status == Status.SUBMITTED for _key, _phase, status in reviews),
        wanted=sum(max(count, asked) for count in standing.values()) or asked,
        spread=rounded(max(given) - min(given)) if len(given) > 1 else None,
        recused=sum(status == Status.RECUSED for _key, _phase, status in reviews),
    )


def rounded(value):
    """To tenths, half up, as people round."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))
