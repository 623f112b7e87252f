"""Sessions of the demo's cohorts, and who leads them."""

import datetime
from dataclasses import dataclass

from leaders.demo import ANCHOR
from leaders.demo.bulk import add
from leaders.models import Appointment, School
from programs.dates import Rhythm, repeated
from programs.demo.days import DAY, WEEK, on
from programs.demo.timetable import RUNS
from programs.models import Session
from programs.models.sessions import HALF, LENGTH, LETTERS

IN_PERSON, ONLINE = Session.Mode.IN_PERSON, Session.Mode.ONLINE
TITLES = {
    "academy": [
        "What a teacher leader is for",
        "Meetings that end with a plan",
        "Listening before advising",
        "Looking at student work together",
        "Feedback for the next lesson",
        "When colleagues disagree",
        "Reading data without blame",
        "The practice task, half way",
        "Practice tasks presented",
    ],
    "institute": [
        "Day 1: phenomena",
        "Day 2: modeling",
        "Day 3: evidence and talk",
        "Day 4: planning a unit",
        "Day 5: leading a science team",
        "First lesson study",
        "Second lesson study",
        "Third lesson study",
        "What the team takes on",
    ],
    "network": [
        "Patterns in grade 3",
        "Debugging talk",
        "Unplugged lessons",
        "Data that students collect",
        "Robots without a club",
        "Models of a river",
        "Who is in the room",
        "Sharing materials",
        "What to keep",
    ],
    "micro": ["Ask before advising", "Words that open", "Feedback that can be used", "Show what you learned"],
    "university": [
        "Adults as learners",
        "Designing professional development",
        "Evidence and its limits",
        "Leading change",
        "Equity in STEM courses",
        "Working with principals",
        "Budgets and grants",
        "Evaluating a program",
        "Project studio",
        "Projects presented",
    ],
}
# By program: begin, end, minutes credited, where. The institute's five days are longer than its afternoons.
TIMES = {
    "academy": ("16:00", "18:30", 135, "Training room A"),
    "institute": ("16:00", "18:00", 120, "Science room"),
    "network": ("15:45", "17:15", 90, "Media center"),
    "micro": ("16:15", "17:45", 90, "Room 12"),
    "university": ("09:00", "15:00", 300, "Panhandle Regional University, Hall 2"),
}
WHOLE_DAY = ("08:30", "15:30", 360, "Training room A")
MICRO_DAYS = {"micro-fall-2027": ("2026-09-22", "2026-10-20", "2026-11-24", "2026-12-01")}
STORM = on("2025-10-02")  # a session that was called off
LINK = "https://meet.example/trellis-"
LEADERS = {"academy": "curriculum-lead", "institute": "science-coach", "network": "cs-lead", "micro": "math-coach"}


@dataclass(frozen=True)
class Meeting:
    """A session with who leads it."""

    row: Session
    leaders: list


def meet(cohorts, cast):
    """`{code of the cohort: [Meeting]}` in order of their days."""
    hosts, found = _hosts(), {}
    leading = {year: _leading(year) for year in (2025, 2026, 2027)}
    for run in RUNS:
        days = [] if run.founding or run.cancelled else days_of(run)
        rows = [_session(run, cohorts[run.code], place, day, hosts, cast.draw) for place, day in enumerate(days)]
        found[run.code] = [Meeting(row, _leaders(run, row, leading, cast)) for row in rows]
    _write([meeting for meetings in found.values() for meeting in meetings])
    return found


def days_of(run):
    """The days on which a cohort meets, by the rhythm of its program."""
    if run.code in MICRO_DAYS:
        return [on(day) for day in MICRO_DAYS[run.code]]
    return RHYTHMS[run.program](run)


def _monthly(run):
    """The same weekday of each month, a week later where schools are closed at New Year."""
    days = repeated(Rhythm.MONTHLY, run.start, run.end)
    return [day + WEEK if (day.month, day.day) < (1, 5) else day for day in days]


def _saturdays(run):
    return [run.start + 4 * WEEK * place for place in range(10)]


def _week_and_afternoons(run):
    return [run.start + place * DAY for place in range(5)] + [run.end - weeks * WEEK for weeks in (26, 16, 8, 0)]


def _four(run):
    return [run.start, run.start + 4 * WEEK, run.start + 8 * WEEK, run.end]


RHYTHMS = {
    "academy": _monthly,
    "network": _monthly,
    "university": _saturdays,
    "institute": _week_and_afternoons,
    "micro": _four,
}


def _hosts():
    """Sites that sessions are at: the district office and elementary schools in turn."""
    office = School.objects.get(kind=School.Kind.DISTRICT_OFFICE)
    return office, list(School.objects.filter(level=School.Level.ELEMENTARY).order_by("code"))


def _session(run, cohort, place, day, hosts, draw):
    whole = run.program == "institute" and place < 5
    starts, ends, minutes, where = WHOLE_DAY if whole else TIMES[run.program]
    online = _is_online(run, place, day)
    return Session(
        cohort=cohort,
        title=TITLES[run.program][place % len(TITLES[run.program])],
        date=day,
        starts=datetime.time.fromisoformat(starts),
        ends=datetime.time.fromisoformat(ends),
        minutes=minutes,
        mode=ONLINE if online else IN_PERSON,
        site=None if online else _site(run, place, hosts),
        place="" if online else where,
        link=f"{LINK}{run.code}" if online else "",
        two_codes=not online and _has_two_codes(run, day, whole),
        door_code=code(LETTERS[:HALF], draw),
        exit_code=code(LETTERS[HALF:], draw),
        is_cancelled=day == STORM,
    )


def _is_online(run, place, day):
    if run.program == "network":
        return place % 2 == 0 and day != STORM
    return run.program == "micro" and place < 3 and day != ANCHOR


def _site(run, place, hosts):
    """The office, the school that hosts, or no school of the district."""
    office, schools = hosts
    if run.program == "university":
        return None
    return office if run.program == "academy" or place < 5 and run.program == "institute" else schools[place]


def _has_two_codes(run, day, whole):
    """Since this school year, where people come for an afternoon."""
    return run.year >= 2027 and run.program in ("institute", "network", "micro") and not whole


def code(first, draw):
    return draw.choice(first) + "".join(draw.choices(LETTERS, k=LENGTH - 1))


def _leading(year):
    """`{role code: people appointed in the school year}`, in order."""
    rows = Appointment.objects.approved().filter(position__school_year=year, position__role__code__in=LEADERS.values())
    found = {}
    for row in rows.select_related("person", "position__role").order_by("pk"):
        found.setdefault(row.position.role.code, []).append(row.person)
    return found


def _leaders(run, row, leading, cast):
    """Two of the role that fits, the same all year; `leader@` leads two evenings of the academy."""
    people = leading.get(run.year, {}).get(LEADERS.get(run.program), [])
    own = run.code == "academy-2027" and row.title in (
        "Looking at student work together",
        "Feedback for the next lesson",
    )
    return [*people[:2], *([cast.leader] if own else [])]


def _write(meetings):
    add([meeting.row for meeting in meetings], told=_facilitators(meetings))
    marks = Session.facilitators.through
    marks.objects.bulk_create(
        marks(session=meeting.row, person=person) for meeting in meetings for person in meeting.leaders
    )


def _facilitators(meetings):
    """What the history tells of each session besides its fields."""
    found = {id(meeting.row): sorted(person.pk for person in meeting.leaders) for meeting in meetings}
    return lambda row: {"facilitators": found[id(row)]}
