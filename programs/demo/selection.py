"""Calls of the demo: one decided, one that takes applications while they are read, a small one, and a draft."""

from leaders.demo import ANCHOR
from leaders.demo.bulk import add
from leaders.models import Discipline, Position
from programs.demo import asked
from programs.demo.applying import Applicants, link_seats
from programs.demo.days import on
from programs.demo.reviewing import read
from programs.models import Call, Criterion, Question

Rule = Call.LeaderRule
# title, text, opens, closes, places, what is asked, rubric, further facts
CALLS = {
    "university": (
        "Graduate certificate 2026–27: ten funded seats",
        "The state pays for ten seats. Tell us what you have led so far and what you want to learn. Whoever completes "
        "the certificate owes two school years in a teacher leader role.",
        ("2026-04-13", "2026-05-15", 10),
        asked.UNIVERSITY,
        asked.SHORT_RUBRIC,
        {"published_on": on("2026-04-10"), "decided_on": on("2026-06-05")},
    ),
    "institute": (
        "Elementary Science Leadership Institute 2027",
        "Five days in August and four afternoons in the year, for teachers of kindergarten to grade 5 who help "
        "colleagues teach science, or want to. Applications are read without names.",
        ("2026-11-02", "2026-12-11", 32),
        asked.INSTITUTE,
        asked.RUBRIC,
        {"published_on": on("2026-10-26"), "minimum_years": 2},
    ),
    "network": (
        "Computational Thinking Network, spring group",
        "Twelve teacher leaders meet five times until May. Bring one lesson.",
        ("2026-11-16", "2026-12-18", 12),
        asked.NETWORK,
        asked.SHORT_RUBRIC,
        {"published_on": on("2026-11-12"), "leader_rule": Rule.CURRENT, "reviews_wanted": 1},
    ),
    "position": (
        "Mathematics coach",
        "Coach colleagues in grades K to 8 through planning, modeled lessons, and debriefs; release of 0.4.",
        ("2026-12-07", "2027-01-15", 1),
        asked.POSITION,
        asked.COACH_RUBRIC,
        {"minimum_years": 3, "is_blind": False},
    ),
}
COHORTS = {"university": "university-2027", "institute": "institute-2028", "network": "network-spring-2027"}
VACANT = "math-coach"
TEACHES = ("algebra", "mathematics")


def call(cohorts, seats, cast):
    """The calls with who applied, how they are read, and what came of them."""
    calls = {code: _call(code, cohorts, facts) for code, facts in CALLS.items()}
    add(calls.values())
    calls["position"].disciplines.set(Discipline.objects.filter(code__in=TEACHES))
    for code, row in calls.items():
        _ask(row, *CALLS[code][3:5])
    applicants = Applicants(cast)
    read(calls["university"], applicants.decided(calls["university"], seats["university-2027"]), cast)
    read(calls["institute"], applicants.under_review(calls["institute"]), cast)
    applicants.just_sent(calls["network"])
    link_seats(calls["university"], seats["university-2027"])


def _call(code, cohorts, facts):
    title, text, (opens, closes, places), _questions, _rubric, more = facts
    target = {"cohort": cohorts[COHORTS[code]]} if code in COHORTS else {"position": _vacant()}
    return Call(title=title, text=text, opens=on(opens), closes=on(closes), places=places, **target, **more)


def _vacant():
    """A position of this school year that nobody holds."""
    rows = Position.objects.filter(role__code=VACANT, school_year=ANCHOR.year + 1, appointments=None)
    return rows.earliest("pk")


def _ask(row, questions, rubric):
    Question.objects.bulk_create(
        Question(call=row, order=place, text=text, kind=kind, **facts)
        for place, (text, kind, facts) in enumerate(questions, start=1)
    )
    Criterion.objects.bulk_create(
        Criterion(call=row, order=place, text=text, description=description, weight=weight)
        for place, (text, description, weight) in enumerate(rubric, start=1)
    )
