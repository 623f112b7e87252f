"""Goals of the demo: one of a program, one of the whole district, each measured over three school years."""

from leaders.demo.bulk import add
from programs.models import ContextFactor, Goal, Indicator, LogicStep, Measurement

# title, level, horizon, unit, direction, baseline, target, values of the last two years and this one (None: none yet),
# people behind them, source, own figure
OF_PROGRAM = (
    ("Participants who complete", "leader", "short", "percent", "up", 62, 90, (74, 83, None), 24, "Program roster", ""),
    (
        "Completers in a role a year later",
        "leader",
        "medium",
        "percent",
        "up",
        40,
        70,
        (48, 64, None),
        18,
        "Roster",
        "",
    ),
)
OF_DISTRICT = (
    ("STEM teachers supported", "teacher", "short", "percent", "up", 35, 75, (46, 58, None), 400, "The log", "reach"),
    ("Schools without a leader", "school", "medium", "count", "down", 9, 0, (7, 3, 2), None, "Staffing plan", ""),
    ("Students in Algebra I by grade 8", "student", "long", "percent", "up", 28, 40, (29, 31, None), 2100, "SIS", ""),
)
CONTEXT = (
    (-1, "curriculum", "New mathematics curriculum in grades 6 to 8", "unclear"),
    (-1, "calendar", "Five days closed after the storm", "hinders"),
    (0, "leadership", "New principals at three schools", "unclear"),
    (0, "funding", "State grant for coaching renewed", "helps"),
)
LOGIC = {
    "inputs": ("Two facilitators", "Release days from Title II-A"),
    "activities": ("Summer institute of five days", "Monthly practice sessions", "A coached practice task"),
    "outputs": ("24 participants complete", "Each coaches two teachers"),
    "short": ("Participants feel sure of coaching conversations",),
    "medium": ("Completers take up a role",),
    "long": ("More students take advanced mathematics",),
}


def goals_of(program, year):
    """Two goals from two school years before `year` to the one after it, their values, context and a logic model."""
    years = {"first_year": year - 2, "last_year": year + 1}
    own, whole = add(
        [
            Goal(title="The institute fills roles", why="Vacancies go to prepared people.", program=program, **years),
            Goal(title="Support in reach of every STEM teacher", why="No school is left out.", **years),
        ]
    )
    measured(own, OF_PROGRAM, year)
    measured(whole, OF_DISTRICT, year)
    add(ContextFactor(school_year=year + back, kind=kind, text=text, effect=e) for back, kind, text, e in CONTEXT)
    add(
        LogicStep(program=program, column=column, text=text, order=place)
        for column, texts in LOGIC.items()
        for place, text in enumerate(texts)
    )
    return [own, whole]


def measured(goal, lines, year):
    """The goal's indicators with their values."""
    made = add(indicator(goal, line, year) for line in lines)
    add(
        Measurement(
            indicator=row, school_year=year - 2 + place, value=value, people=line[8], source=f"{line[9]}, in June"
        )
        for row, line in zip(made, lines, strict=True)
        for place, value in enumerate(line[7])
        if value is not None
    )


def indicator(goal, line, year):
    title, level, horizon, unit, direction, baseline, target, _values, _people, source, measure = line
    return Indicator(
        goal=goal,
        title=title,
        level=level,
        horizon=horizon,
        unit=unit,
        direction=direction,
        baseline=baseline,
        baseline_year=year - 3,
        target=target,
        target_year=year + 1,
        source=source,
        measure=measure,
    )
