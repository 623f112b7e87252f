"""Valid bodies of the forms of coaching cycles and requests for support (see `tests.bodies`)."""


def beginning(world, mine):
    """The signed-in leader begins a cycle with someone of the own school."""
    me = world.records["mine"]
    who = {"appointment": me["appointment"].pk, "teacher": me["colleague"].pk, "start": world.today}
    return who | {"goal_kind": "student_learning", "focus": "Number talks", "cadence_days": "7"}


def changing(world, mine):
    return {"goal_kind": "student_learning", "focus": "Number talks", "cadence_days": "7"}


def asking(world, mine):
    """The principal asks a leader of the own school to support a teacher there."""
    there = world.records["school"]
    who = {"site": there["position"].site_id, "appointment": there["appointment"].pk}
    what = {"kind": "observe", "wished_for": world.today, "focus": "Number talks"}
    return who | what | {"teachers": [there["colleague"].pk]}


CYCLES = {
    "cycle-create": beginning,
    "cycle-edit": changing,
    "cycle-stage": lambda world, mine: {"stage": "plan", "on": world.today},
    "cycle-pause": lambda world, mine: {"why": "schedule"},
    "cycle-stop": lambda world, mine: {"why": "schedule", "end": world.today},
    "cycle-complete": lambda world, mine: {"end": world.today},
    "request-create": asking,
    "request-decline": lambda world, mine: {"reason": "State tests that day"},
}
