"""The days of one demo leader, filled with entries: visits that are due first, then whatever is behind its share."""

import datetime

from leaders.demo import ANCHOR
from responsibilities.demo.coaching import close_stage, focus_of, plan_cycles
from responsibilities.demo.days import DAY
from responsibilities.demo.habits import (
    FORMAL_EVALUATION,
    GROUP,
    KINDS,
    NONE,
    ONE,
    VISIT_MINUTES,
    VISITS,
    WITHOUT,
)
from responsibilities.demo.stints import FIRST_YEAR
from responsibilities.models import Activity, CycleStage, Stage

COACHING = "coaching_modeling"
MORNING, AFTERNOON, AFTER_SCHOOL = 8 * 60, 15 * 60 - 15, 15 * 60 + 30
LOGGED = {FIRST_YEAR: 0.55, FIRST_YEAR + 1: 0.5}  # share of the freed days; later years:
LOGGED_NOW = 0.85
EVENING = 150
SOURCES = ["form"] * 4 + ["usual"] * 4 + ["quick"] * 2 + ["week"] * 2 + ["calendar"]
MOST_UNNAMED = 30


class Work:
    """Fills the days of one stint into the log."""

    def __init__(self, stint, log, categories):
        self.stint, self.log, self.categories, self.draw = stint, log, categories, stint.draw
        self.timed = stint.place % 3 > 0  # a third never say when
        self.evaluates = stint.role.may_evaluate

    def fill(self):
        """All days, and the stages that the cycles reached on them."""
        self.coach()
        for coaching in self.stint.coaching:
            self.log.cycles.append(coaching.row)
            self.log.stages.append(CycleStage(cycle=coaching.row, stage=Stage.GOAL, on=coaching.row.start))
        for day in self.stint.days():
            self.day(day)
        for coaching in self.stint.coaching:
            self.log.stages += close_stage(coaching)

    def coach(self):
        plan_cycles(self.stint)

    def day(self, day):
        if self.draw.random() > LOGGED.get(self.stint.year, LOGGED_NOW):
            return
        if self.stint.release and self.stint.works_on(day):
            self.freed_day(day)
        elif self.stint.stays_on(day):
            self.after_school(day)

    def freed_day(self, day):
        """A day without classes of one's own: one thing after the other, with breaks."""
        minute = MORNING + self.draw.choice((0, 15, 30))
        school = self.draw.choice(self.stint.schools)
        while minute < AFTERNOON:
            if day > ANCHOR and self.draw.random() < 0.6:
                minute += 120
                continue
            minute += self.enter(day, minute, school) + self.draw.choice((0, 15, 30, 45))

    def after_school(self, day):
        """A leader with all classes: one thing in a week, sometimes two."""
        school = self.stint.schools[0]
        took = self.enter(day, AFTER_SCHOOL, school)
        if took < EVENING and self.draw.random() < 0.3:
            self.enter(day, AFTER_SCHOOL + took, school)

    def enter(self, day, minute, school):
        """One entry; answers its minutes."""
        due = next((one for one in self.stint.coaching if one.due(day)), None) if day <= ANCHOR else None
        row = self.visit(day, due) if due else self.other(day, school)
        if self.timed:
            row.start_time = datetime.time(minute // 60, minute % 60)
        end = AFTER_SCHOOL if minute < AFTER_SCHOOL else AFTER_SCHOOL + EVENING
        row.minutes = min(row.minutes, end - minute)
        row.in_contract = minute < AFTER_SCHOOL
        self.stint.got[row.category.code] += row.minutes
        return row.minutes

    def visit(self, day, coaching):
        """A visit of a cycle, by its stage."""
        kind = VISITS[coaching.visits % len(VISITS)]
        stage = coaching.visited(day)
        if stage is not None:
            self.log.stages.append(stage)
        minutes, cycle = self.draw.choice(VISIT_MINUTES[kind]), coaching.row
        row = self.row(day, COACHING, (kind, ONE, minutes), cycle.site, cycle=cycle, focus=cycle.focus)
        row.status = Activity.Status.SUBMITTED  # a draft would not count as a visit
        return self.log.enter(row, [cycle.teacher], self.fields())

    def other(self, day, school):
        """Whatever is behind its share of the time."""
        code = self.stint.category()
        kind, contact, minutes = self.kind(code)
        people, unnamed = self.people(kind, contact, school)
        site = people[0].home_school if contact == ONE else school
        row = self.row(day, code, (kind, contact, minutes), site, unnamed=unnamed, focus=self.focus(kind))
        return self.log.enter(row, people, self.fields() if contact != NONE else [])

    def kind(self, code):
        """Kind, contact and minutes; with nobody to meet, work without teachers."""
        choices = KINDS[code]
        if self.evaluates and code == "peer_observation_evaluation":
            choices = [*choices, FORMAL_EVALUATION]
        if not self.loose():
            choices = [choice for choice in choices if choice[1] != ONE]
        if len(self.stint.team) < 2:
            choices = [choice for choice in choices if choice[1] != GROUP]
        choice = self.draw.choices(choices, [weight for *_facts, weight in choices])[0]
        return choice[0], choice[1], self.draw.choice(choice[2])

    def loose(self):
        """Teachers without a cycle with this leader this year."""
        coached = {coaching.row.teacher_id for coaching in self.stint.coaching}
        return [person for person in self.stint.teachers if person.pk not in coached]

    def people(self, kind, contact, school):
        """Whom an entry names, and how many more took part."""
        if contact == NONE:
            return [], 0
        if contact == ONE:
            loose = self.loose()
            here = [person for person in loose if person.home_school_id == school.pk]
            return [self.draw.choice(here or loose)], 0
        if kind == "pd_delivery":
            return self.draw.sample(self.stint.team, self.draw.choice((0, 0, 2))), self.draw.randint(8, MOST_UNNAMED)
        if kind == "plc":
            missing = self.draw.choice((0, 0, 0, 1)) if len(self.stint.team) > 2 else 0
            return self.stint.team[missing:], 0
        return self.draw.sample(self.stint.team, min(len(self.stint.team), self.draw.randint(2, 5))), 0

    def focus(self, kind):
        if self.draw.random() < 0.35:
            return ""
        return self.draw.choice(WITHOUT[kind]) if kind in WITHOUT else focus_of(self.stint)

    def fields(self):
        return [row.pk for row in self.stint.disciplines if row.is_stem][:2]

    def row(self, day, code, what, site, **facts):
        kind, contact, minutes = what
        return Activity(
            leader_id=self.stint.leader_id,
            appointment=self.stint.appointment,
            date=day,
            minutes=minutes,
            school_year=self.stint.year,
            category=self.categories[code],
            kind=kind,
            contact=contact,
            site=site,
            stem_mode=self.stint.role.stem_mode,
            status=self.status(day),
            source=self.draw.choice(SOURCES),
            **facts,
        )

    def status(self, day):
        """Ahead is planned; the last two days of some are still drafts; months are approved later."""
        if day > ANCHOR:
            return Activity.Status.PLANNED
        if day > ANCHOR - DAY * 2 and self.draw.random() < 0.15:
            return Activity.Status.DRAFT
        return Activity.Status.SUBMITTED
