"""How the demo's applications are read: by three reviewers, one of them recused from one application."""

from leaders.demo import ANCHOR
from leaders.demo.bulk import add
from leaders.models import User
from programs.demo import asked
from programs.demo.days import DAY, at, on
from programs.models import Criterion, Review, Reviewer, ReviewPhase, Score

Status = Review.Status
# What stands of each reviewer's reviews, in their order; what is beyond it waits to be written.
DONE = {
    "leader": [Status.SUBMITTED, Status.SUBMITTED, Status.DRAFT],
    "reader": [Status.SUBMITTED] * 5 + [Status.DRAFT],
}


def read(call, candidates, cast):
    """Phases, reviewers and reviews of a call: all submitted where it is decided, else in every state."""
    if call.decided_on:
        phase = _phase(call, 1, "Reading", call.closes + 3 * DAY, call.closes + 17 * DAY)
        people = cast.readers
    else:
        phase = _phase(call, 1, "First reading", on("2026-11-16"), on("2026-12-18"))
        _phase(call, 2, "Conversations", on("2027-01-11"), on("2027-01-22"), is_blind=False)
        people = [cast.leader, *cast.readers]
    add(Reviewer(phase=phase, person=person) for person in people)
    pairs = _pairs(call, candidates, people, cast)
    rows = [_review(phase, candidate, person) for candidate, person in pairs]
    _set_status(call, rows, cast)
    for row, (candidate, _person) in zip(rows, pairs, strict=True):
        row.comment = candidate.pick(asked.COMMENTS) if row.status in (Status.SUBMITTED, Status.DRAFT) else ""
    add(rows)
    criteria = list(Criterion.objects.filter(call=call))
    Score.objects.bulk_create(
        score
        for row, (candidate, _person) in zip(rows, pairs, strict=True)
        for score in _scores(row, candidate, criteria, cast.draw)
    )


def _phase(call, order, name, opens, closes, **facts):
    return add([ReviewPhase(call=call, order=order, name=name, opens=opens, closes=closes, **facts)])[0]


def _pairs(call, candidates, people, cast):
    """Two readers for each, in turn; what came in the last two days is not given out yet.

    `leader@` is given the application of `teacher@`, steps back, and somebody else reads it instead.
    """
    found = []
    rows = sorted(candidates, key=lambda one: one.row.pk)
    if not call.decided_on:
        rows = [one for one in rows if one.row.submitted_at < at(ANCHOR - 2 * DAY, 0) or one.row.person == cast.teacher]
    for place, candidate in enumerate(rows):
        if candidate.row.person == cast.teacher:
            readers = people
        else:
            readers = [people[(place + step) % len(people)] for step in range(call.reviews_wanted)]
        found += [(candidate, reader) for reader in readers]
    return found


def _review(phase, candidate, person):
    return Review(phase=phase, application=candidate.row, reviewer=person)


def _set_status(call, rows, cast):
    """How far each reviewer is."""
    for person in dict.fromkeys(row.reviewer for row in rows):
        own = [row for row in rows if row.reviewer == person and not _recused(row, cast)]
        states = DONE["leader" if person == cast.leader else "reader"]
        states = [Status.SUBMITTED] * len(own) if call.decided_on else states
        for row, status in zip(own, states, strict=False):
            _written(row, status, call, cast.draw)


def _recused(row, cast):
    """Whether `leader@` steps back from a review, because the applicant is the teacher who is coached."""
    if row.reviewer != cast.leader or row.application.person != cast.teacher:
        return False
    row.status, row.recusal = Status.RECUSED, Review.Recusal.OTHER
    return True


def _written(row, status, call, draw):
    row.status = status
    row.organizer_comment = draw.choice(asked.FOR_ORGANIZER)
    if status == Status.SUBMITTED:
        day = row.phase.closes if call.decided_on else ANCHOR
        row.submitted_at = at(day - draw.randrange(1, 7) * DAY, draw.randrange(8 * 60, 20 * 60))


def _scores(row, candidate, criteria, draw):
    """All criteria of what was submitted, the first two of a draft."""
    wanted = {Status.SUBMITTED: len(criteria), Status.DRAFT: 2}.get(row.status, 0)
    for criterion in criteria[:wanted]:
        score = round(criterion.highest * (candidate.worth + draw.uniform(-0.12, 0.12)))
        yield Score(review=row, criterion=criterion, score=min(max(score, 0), criterion.highest))


def sign_ins(cast, secret):
    """The two other reviewers can sign in as well."""
    return add(
        User(email=f"reviewer{place}@trellis.example", password=secret, person=person)
        for place, person in enumerate(cast.readers, start=1)
    )
