"""What `leader@` and `teacher@` wrote down in their cycle: sealed, and read by these two alone."""

from responsibilities import confidential, rules
from responsibilities.models import Contact

GOAL = "By winter break, every student explains a fraction comparison with a number line or a drawing."
BEFORE = "I mostly ask for the answer, and the same five students give it."
SHARED = "Planned three questions that ask “how do you know?”. We will count who answers."
VISIT = "Eleven different students spoke, up from five. Waiting five seconds after a question made the difference."
PRIVATE = "Bring the number line cards next time; ask the principal for a room with a second board."
NEXT_STEP = "Try the three questions in the period after lunch too, and note who answers."


def write_notes(leader, teacher, next_visit):
    """One note of each kind; `leader` and `teacher` are the accounts."""
    cycle = leader.person.cycles_led.get(teacher=teacher.person)
    note(leader, cycle, "goal", GOAL, teacher)
    note(teacher, cycle, "rating_before", BEFORE, leader, rating=2)
    visits = cycle.visits.counted().filter(contact=Contact.ONE_ON_ONE)
    first, last = visits.earliest("date", "pk"), visits.latest("date", "pk")
    note(leader, first, "note", SHARED, teacher)
    note(leader, last, "note", PRIVATE, None)
    note(teacher, last, "note", VISIT, leader)
    ahead = next_visit if next_visit >= rules.today() else None  # a day that has passed is refused
    note(leader, last, "next_step", NEXT_STEP, teacher, check_back=ahead)


def note(by, record, kind, text, reader, **facts):
    shared = reader and reader.person
    confidential.write_note(by=by, record=record, kind=kind, text=text, shared_with=shared, **facts)
