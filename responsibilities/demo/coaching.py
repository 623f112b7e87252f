"""Coaching cycles of the demo: when they run, how they end, and which visits are due."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from leaders.demo import ANCHOR
from responsibilities.demo.days import DAY, WEEK
from responsibilities.demo.habits import FOCUS
from responsibilities.demo.stints import THIS_YEAR
from responsibilities.models import CoachingCycle, CycleStage, Stage

# Cycles a year by role, and the days on which they may begin: month, day, and whether in the year's second half.
HOW_MANY = {
    "science-coach": 5,
    "math-coach": 4,
    "peer-collaborative": 4,
    "multi-classroom": 4,
    "reading-math-coach": 3,
    "cs-lead": 2,
    "model-teacher": 1,
}
STARTS = [(8, 24), (9, 14), (10, 5), (10, 26), (11, 9), (1, 11), (2, 8), (3, 1)]
AUTUMN = 5
STAGES = [Stage.GOAL, Stage.PLAN, Stage.MODEL, Stage.OBSERVE, Stage.DEBRIEF]
Status, Why = CoachingCycle.Status, CoachingCycle.Why
STOPPED_BECAUSE = [Why.SCHEDULE, Why.OTHER_SUPPORT, Why.LEAVE, Why.MOVED, Why.NOT_WANTED]


@dataclass
class Coaching:
    """One cycle while it is worked out: `until` is the last day on which a visit may fall."""

    row: CoachingCycle
    until: datetime.date
    visits: int = 0

    def due(self, day):
        """Whether a visit is due on a day, by the cadence."""
        return self.row.start <= day <= self.until and (self.visits == 0 or self.row.next_visit() <= day)

    def visited(self, day):
        """Count a visit and answer the stage's row when it is the first of its stage."""
        self.row.last_visit, self.visits = day, self.visits + 1
        if self.visits >= len(STAGES):
            return None
        self.row.stage = STAGES[self.visits]
        return CycleStage(cycle=self.row, stage=self.row.stage, on=day)


def plan_cycles(stint):
    """The cycles of one appointment, each with another teacher, in order of their first days."""
    count = min(HOW_MANY.get(stint.role.code, 0), len(stint.teachers) // 2)
    days = stint.days()
    wanted = stint.draw.sample(STARTS[:AUTUMN] if stint.year == THIS_YEAR else STARTS, count)
    teachers = iter(stint.teachers)
    for month, day in sorted(wanted, key=lambda start: (start[0] < AUTUMN, start)):
        first = _first_day(stint, days, datetime.date(stint.year - (month > 7), month, day))
        if first is not None and first < ANCHOR:
            stint.coaching.append(_cycle(stint, next(teachers), first))


def _first_day(stint, days, wanted):
    """The first working day from a date on."""
    return next((day for day in days if day >= wanted and (stint.works_on(day) or stint.stays_on(day))), None)


def _cycle(stint, teacher, first):
    draw = stint.draw
    row = CoachingCycle(
        appointment=stint.appointment,
        leader_id=stint.leader_id,
        teacher=teacher,
        site=teacher.home_school,
        goal_kind=draw.choice(CoachingCycle.Goal.values),
        focus=focus_of(stint),
        start=first,
        cadence_days=draw.choice([7, 7, 10, 14, 14]),
        stage=Stage.GOAL,
    )
    if stint.role.may_evaluate:
        warned = datetime.datetime.combine(first, datetime.time(8, 5))
        row.conflict_seen_at = timezone.make_aware(warned)
    end = first + WEEK * draw.randint(5, 8)
    if end < ANCHOR - WEEK:
        return _over(row, end, draw)
    return _open(row, draw)


def _over(row, end, draw):
    """Four of five were completed; the others stopped half way, with the reason."""
    if draw.random() < 0.2:
        end = row.start + (end - row.start) / 2
        row.status, row.status_why = Status.STOPPED, draw.choice(STOPPED_BECAUSE)
    else:
        row.status = Status.COMPLETED
    row.end = end
    return Coaching(row, end)


def _open(row, draw):
    """Running, mostly on time; some overdue, some paused, with the reason."""
    if draw.random() < 0.15:
        row.status, row.status_why = Status.PAUSED, draw.choice([Why.SCHEDULE, Why.LEAVE])
        return Coaching(row, ANCHOR - WEEK * 2)
    if draw.random() < 0.25:
        return Coaching(row, ANCHOR - DAY * (row.cadence_days + draw.randint(3, 12)))
    if draw.random() < 0.6:
        row.check_back = ANCHOR + DAY * draw.choice([-4, 0, 1, 2, 6, 7, 8, 14])
    return Coaching(row, ANCHOR)


def close_stage(coaching):
    """The last stage of a cycle that was completed."""
    if coaching.row.status != Status.COMPLETED:
        return []
    coaching.row.stage = Stage.CLOSE
    return [CycleStage(cycle=coaching.row, stage=Stage.CLOSE, on=coaching.row.end)]


def focus_of(stint):
    """A few words on the discipline of the role."""
    code = stint.disciplines[0].code if stint.disciplines else ""
    return stint.draw.choice(FOCUS.get(code, FOCUS[""]) + FOCUS[""][:2])
