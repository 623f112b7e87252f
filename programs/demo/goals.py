"""Goals of the demo: one of a program, one of the whole district, each measured over three school years."""

from decimal import Decimal

from leaders.demo.bulk import add
from programs.models import ContextFactor, Goal, Indicator, LogicStep, Measurement

# title, level, horizon, unit, direction, baseline, target, source, own figure, and of the last two years and this one
# (value, people behind it); None: no value yet
OF_PROGRAM = (
    (
        ("Participants who complete", "leader", "short", "percent", "up", 62, 90, "Program roster", ""),
        ((74, 27), (83, 30), None),
    ),
    (
        ("Completers in a role a year later", "leader", "medium", "percent", "up", 40, 70, "Roster", ""),
        (None, (65, 20), None),
    ),
)
OF_DISTRICT = (
    (
        ("STEM teachers supported", "teacher", "short", "percent", "up", 22, 75, "The log", "reach"),
        ((Decimal("30.1"), 213), (Decimal("47.5"), 336), None),
    ),
    (
        ("Schools with a science team", "school", "medium", "count", "up", 9, 30, "School visits", ""),
        ((14, None), (19, None), (25, None)),
    ),
    (
        ("Students in Algebra I by grade 8", "student", "long", "percent", "up", 28, 40, "Course enrollment", ""),
        ((29, 2080), (31, 2110), None),
    ),
)
CONTEXT = (
    (-1, "curriculum", "New mathematics curriculum in grades 6 to 8", "unclear"),
    (-1, "calendar", "Five days closed after the storm", "hinders"),
    (0, "leadership", "New principals at three schools", "unclear"),
    (0, "funding", "State grant for coaching renewed", "helps"),
)
LOGIC = {
    "inputs": ("Two science coaches", "Seats paid by the Coastal STEM partnership"),
    "activities": (
        "Five days in August",
        "Four afternoons with a lesson study",
        "One piece of evidence from the own team",
    ),
    "outputs": ("25 participants complete", "Each leads a science team"),
    "short": ("Participants feel sure of leading a team",),
    "medium": ("Completers take up a role",),
    "long": ("More students take Algebra I by grade 8",),
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
    made = add(indicator(goal, line, year) for line, _values in lines)
    add(
        Measurement(
            indicator=row,
            school_year=year - 2 + place,
            value=found[0],
            people=found[1],
            source=f"{row.source}, in June",
        )
        for row, (_line, values) in zip(made, lines, strict=True)
        for place, found in enumerate(values)
        if found is not None
    )


def indicator(goal, line, year):
    title, level, horizon, unit, direction, baseline, target, source, measure = line
    return Indicator(
        goal=goal,
        title=title,
        level=level,
        horizon=horizon,
        unit=unit,
        decimals=1 if measure else 0,
        direction=direction,
        baseline=baseline,
        baseline_year=year - 3,
        target=target,
        target_year=year + 1,
        source=source,
        measure=measure,
    )
