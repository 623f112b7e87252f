"""Calls, applications and reviews of the bench: one call with a tenth of all applications, the others of a hundred."""

import datetime

from programs.models import Answer, Application, Call, Cohort, Criterion, Question, Review, Reviewer, ReviewPhase, Score
from tests.bench import log_sql
from tests.bench.program_sql import write

DAY = datetime.timedelta(days=1)
USUAL, CRITERIA, QUESTIONS, REVIEWS = 100, 4, 3, 2


def calls(today, applications):
    """The largest closed yesterday and is under review, beside the newest; the others are decided."""
    usual = (applications - applications // 10) // USUAL
    cohorts = list(Cohort.objects.filter(start__lte=today).order_by("-start", "pk")[: usual + 1])
    made = Call.objects.bulk_create(call(cohort, number, today) for number, cohort in enumerate(cohorts))
    Criterion.objects.bulk_create(
        Criterion(call=row, order=n, text=f"Criterion {n}", weight=n) for row in made for n in range(1, CRITERIA + 1)
    )
    Question.objects.bulk_create(
        Question(call=row, order=n, text=f"Question {n}") for row in made for n in range(1, QUESTIONS + 1)
    )
    ReviewPhase.objects.bulk_create(
        ReviewPhase(call=row, order=1, name="First", opens=row.closes, closes=row.closes + 30 * DAY) for row in made
    )


def call(cohort, number, today):
    closes = today - DAY if number == 0 else min(cohort.start, today) - number * DAY
    return Call(
        cohort=cohort,
        title=f"Call for {cohort.name}",
        opens=closes - 40 * DAY,
        closes=closes,
        places=cohort.capacity,
        published_on=closes - 41 * DAY,
        decided_on=closes if number > 9 else None,
    )


def applications(people, leaders, count):
    """From whoever is no leader; nine of ten are sent."""
    size = f"CASE WHEN c.id = 1 THEN {count // 10} ELSE {USUAL} END"
    source = (
        f"(SELECT c.*, p, c.decided_on IS NOT NULL AND p % 10 > 0 AS is_over FROM programs_call c, "
        f"generate_series(0, {size} - 1) AS p) AS c"
    )
    decision = "CASE WHEN NOT is_over THEN '' WHEN p % 5 = 1 THEN 'offered' WHEN p % 5 = 2 THEN 'waitlisted' "
    write(
        Application,
        source,
        call_id="c.id",
        person_id=f"1 + {leaders} + (c.id * 211 + p) * 7 % {people - leaders}",
        status="CASE WHEN p % 10 > 0 THEN 'submitted' ELSE 'draft' END",
        submitted_at="CASE WHEN p % 10 > 0 THEN c.closes - p % 20 * INTERVAL '1 day' END",
        decision=f"{decision} ELSE 'declined' END",
        decided_on="CASE WHEN is_over THEN c.decided_on END",
        respond_by="CASE WHEN is_over AND p % 5 = 1 THEN c.decided_on + 14 END",
        response="CASE WHEN is_over AND p % 5 = 1 THEN 'accepted' ELSE '' END",
        responded_on="CASE WHEN is_over AND p % 5 = 1 THEN c.decided_on + 3 END",
    )
    source = "programs_application a JOIN programs_question q ON q.call_id = a.call_id"
    text = "REPEAT('We looked at student work together and changed the next lesson. ', 8)"
    write(Answer, source, application_id="a.id", question_id="q.id", text=text)


def reviews(leaders):
    """Two of each that was sent, by a tenth of the leaders; one in fifty is recused, one in five to come."""
    reviewer = f"1 + (a.id + g * 17) % {leaders // 10}"
    source = (
        "programs_application a JOIN programs_call c ON c.id = a.call_id JOIN programs_reviewphase f "
        f"ON f.call_id = c.id, generate_series(0, {REVIEWS - 1}) AS g WHERE a.status = 'submitted'"
    )
    stands = (
        "CASE WHEN (a.id + g) % 50 = 0 THEN 'recused' WHEN c.decided_on IS NULL AND a.id % 5 = 0 THEN 'assigned' "
        "ELSE 'submitted' END"
    )
    write(
        Review,
        f"(SELECT f.id AS phase, a.id AS application, {reviewer} AS reviewer, c.closes, {stands} AS stands FROM "
        f"{source}) AS r",
        phase_id="phase",
        application_id="application",
        reviewer_id="reviewer",
        status="stands",
        recusal="CASE WHEN stands = 'recused' THEN 'supervisor' ELSE '' END",
        submitted_at="CASE WHEN stands = 'submitted' THEN closes + INTERVAL '3 days' END",
    )
    write(
        Reviewer,
        "(SELECT DISTINCT phase_id, reviewer_id FROM programs_review) AS r",
        phase_id="phase_id",
        person_id="reviewer_id",
    )
    source = (
        "programs_review r JOIN programs_reviewphase f ON f.id = r.phase_id JOIN programs_criterion k "
        "ON k.call_id = f.call_id WHERE r.status = 'submitted'"
    )
    write(Score, source, review_id="r.id", criterion_id="k.id", score="(r.id * 7 + k.id) % 5")
    log_sql.run("ANALYZE programs_review")
