"""The account `leader@` has much to show: a team that meets every week, an overdue follow-up, a planned visit."""

import datetime

from leaders.demo import ANCHOR
from responsibilities.demo.coaching import Coaching
from responsibilities.demo.days import DAY
from responsibilities.demo.habits import GROUP, ONE
from responsibilities.demo.work import Work
from responsibilities.models import Activity, CoachingCycle, Stage

BEGAN, QUIET_SINCE = datetime.date(2026, 10, 6), ANCHOR - DAY * 12
NEXT_VISIT = datetime.date(2026, 12, 1)
TEAM_DAY, TEAM_TIME = 2, datetime.time(14, 15)
FOCUS = "questioning in fractions"


def tell(stint, teacher, log, categories):
    """Fill the days of the account's stint, with `teacher` (the account `teacher@`) in an open cycle."""
    stint.teachers = [teacher, *[person for person in stint.teachers if person.pk != teacher.pk]]
    cycle = CoachingCycle(
        appointment=stint.appointment,
        leader_id=stint.leader_id,
        teacher=teacher,
        site=teacher.home_school,
        goal_kind=CoachingCycle.Goal.STUDENT_LEARNING,
        focus=FOCUS,
        start=BEGAN,
        cadence_days=7,
        stage=Stage.GOAL,
        check_back=ANCHOR,
    )
    work = Storied(stint, log, categories)
    work.own = Coaching(cycle, QUIET_SINCE)
    work.fill()


class Storied(Work):
    """The days of `leader@`."""

    def fill(self):
        self.timed = True
        super().fill()
        self.plan()

    def coach(self):
        """The other cycles, and then the one with `teacher@`."""
        self.stint.teachers, first = self.stint.teachers[1:], self.stint.teachers[0]
        super().coach()
        self.stint.teachers = [first, *self.stint.teachers]
        self.stint.coaching.append(self.own)

    def day(self, day):
        """Every week the team meets on the same day, at the same time."""
        if day.weekday() == TEAM_DAY and not self.stint.works_on(day) and day <= ANCHOR:
            self.meeting(day, Activity.Status.SUBMITTED)
        super().day(day)

    def meeting(self, day, status):
        what = "plc", GROUP, 60
        row = self.row(day, "professional_development", what, self.stint.schools[0], focus="looking at student work")
        row.status, row.start_time, row.source = status, TEAM_TIME, Activity.Source.USUAL
        self.log.enter(row, self.stint.team, self.fields())

    def plan(self):
        """What lies ahead: the next visit, the next meeting; and one planned for today, to mark as done."""
        cycle = self.own.row
        for day, kind in ((ANCHOR, "debrief"), (NEXT_VISIT, "co_plan")):
            what = kind, ONE, 30
            row = self.row(day, "coaching_modeling", what, cycle.site, cycle=cycle, focus=cycle.focus)
            row.status = Activity.Status.PLANNED
            self.log.enter(row, [cycle.teacher], self.fields())
        self.meeting(ANCHOR + DAY * 8, Activity.Status.PLANNED)
