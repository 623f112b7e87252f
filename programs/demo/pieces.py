"""What the demo's participants hand in: accepted by who completed, in every state by who takes part now."""

from leaders.demo import ANCHOR
from programs.demo.days import DAY
from programs.models import Enrollment, EvidencePiece

Kind, State, Status = EvidencePiece.Kind, EvidencePiece.Status, Enrollment.Status
TITLES = (
    "Notes of a lesson study",
    "Number talks in two classrooms",
    "Recording of a planning talk",
    "Agenda and minutes of our team",
    "Student models, before and after",
    "A conversation about feedback",
    "Plan for the spring unit",
    "What my colleague and I tried",
)
TASKS = ("Practice task: a team that reads its data", "Practice task: one full coaching cycle")
ANSWERS = (
    "Please add what the students wrote.",
    "Tell what you would do differently next time.",
    "The link asks for a password. Please share it with me.",
)
DRIVE = "https://drive.example/"
# What `leader@` handed in for the cohort that runs now: kind, title, state, days ago.
OF_LEADER = (
    (Kind.EVIDENCE, "A conversation about wait time", State.ACCEPTED, 40),
    (Kind.EVIDENCE, "Recording of a planning talk", State.RETURNED, 12),
    (Kind.EVIDENCE, "Feedback on a fractions lesson", State.SUBMITTED, 4),
)


def hand_in(seat, cast):
    """Fill `seat.pieces`, and the sums of its enrollment."""
    if seat.row.person == cast.leader and seat.run.code == "micro-fall-2027":
        seat.pieces = [
            _piece(seat.row, kind, title, state, ANCHOR - ago * DAY) for kind, title, state, ago in OF_LEADER
        ]
    elif seat.row.status == Status.COMPLETED:
        _all_accepted(seat, cast.draw)
    elif seat.row.status == Status.ENROLLED:
        _some(seat, cast.draw)
    accepted = [piece.kind for piece in seat.pieces if piece.status == State.ACCEPTED]
    seat.row.pieces, seat.row.task_done = accepted.count(Kind.EVIDENCE), Kind.TASK in accepted


def _all_accepted(seat, draw):
    cohort = seat.row.cohort
    titles = draw.sample(TITLES, cohort.required_pieces)
    days = (cohort.end - cohort.start).days
    for place, title in enumerate(titles, start=1):
        day = cohort.start + days * place // (len(titles) + 2) * DAY + draw.randrange(9) * DAY
        seat.pieces.append(_piece(seat.row, Kind.EVIDENCE, title, State.ACCEPTED, day))
    if cohort.practice_task:
        seat.pieces.append(_piece(seat.row, Kind.TASK, draw.choice(TASKS), State.ACCEPTED, cohort.end - 30 * DAY))


def _some(seat, draw):
    """Of a cohort that runs, what is there by now; of one that is over, all but one is accepted."""
    cohort = seat.row.cohort
    if cohort.end < ANCHOR:
        _all_accepted(seat, draw)
        return
    states = draw.choice([[], [], [State.ACCEPTED], [State.ACCEPTED], [State.SUBMITTED], [State.RETURNED]])
    for title, state in zip(draw.sample(TITLES, cohort.required_pieces), states, strict=False):
        day = ANCHOR - draw.randrange(3, 20) * DAY
        seat.pieces.append(_piece(seat.row, Kind.EVIDENCE, title, state, day, draw.choice(ANSWERS)))


def _piece(row, kind, title, state, day, answer=ANSWERS[0]):
    decided = state != State.SUBMITTED
    return EvidencePiece(
        enrollment=row,
        kind=kind,
        title=title,
        link=f"{DRIVE}{title.lower().replace(' ', '-').replace(':', '').replace(',', '')}",
        status=state,
        answer=answer if state == State.RETURNED else "",
        submitted_on=day,
        decided_on=min(day + 3 * DAY, ANCHOR) if decided else None,
    )
