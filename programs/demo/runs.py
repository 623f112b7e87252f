"""What one cohort of the demo is: when it runs, what it asks for, and how many people stand where in it."""

import datetime
from dataclasses import dataclass, field

from programs.demo.days import on
from programs.models import HOLDING, Cohort

ASKS = {
    "academy": {"required_minutes": 900, "required_pieces": 2, "practice_task": True, "service_years": 1},
    "institute": {"required_minutes": 1800, "required_sessions": 7, "required_pieces": 1},
    "network": {"required_sessions": 6},
    "micro": {"required_minutes": 270, "required_pieces": 3},
    "university": {"required_minutes": 2400, "required_pieces": 2, "practice_task": True, "service_years": 2},
}


@dataclass(frozen=True)
class Run:
    """One cohort: `people` are status → pool → how many (`programs.demo.cast`), `own` account → status."""

    code: str
    name: str
    start: datetime.date
    end: datetime.date
    capacity: int
    people: dict = field(default_factory=dict)
    own: dict = field(default_factory=dict)
    window: tuple = (None, None)
    joined: datetime.date | None = None  # where seats follow from applications: the day on which they were accepted
    founding: bool = False  # before the district kept sessions: only who completed is known
    cancelled: bool = False

    @property
    def program(self):
        return self.code.partition("-")[0]

    @property
    def year(self):
        return int(self.code.rpartition("-")[2])

    def count(self, status):
        """How many people stand there."""
        return sum(self.people.get(status, {}).values()) + list(self.own.values()).count(status)


def run(code, name, days, capacity, people=None, own=None, **facts):
    start, end = map(on, days.split(" "))
    if "window" in facts:
        facts["window"] = tuple(map(on, facts["window"].split(" ")))
    return Run(code, name, start, end, capacity, people or {}, own or {}, **facts)


def cohort_of(each, program, district):
    """The unsaved cohort; seats taken follow from who holds one."""
    return Cohort(
        program=program,
        name=each.name,
        school_year=district.school_year(each.start),
        start=each.start,
        end=each.end,
        enroll_from=each.window[0],
        enroll_until=each.window[1],
        capacity=each.capacity,
        held=sum(each.count(status) for status in HOLDING),
        cost_per_seat=program.cost_per_seat,
        fund=program.fund,
        is_cancelled=each.cancelled,
        **({"service_years": ASKS[each.program].get("service_years", 0)} if each.founding else ASKS[each.program]),
    )
