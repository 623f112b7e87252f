"""Who takes part in programs, and what came of it, as statements: a million rows in seconds (PostgreSQL).

A cohort of `capacity` seats has a quarter more people than seats. Of each, `p` is the place in the cohort and `q` the
same in twenty-fifths: what somebody is and how far they are follow from it and from the cohort's dates, so that ten
times the rows have the same shape.
"""

from programs.models import (
    Attendance,
    Enrollment,
    EvidencePiece,
    ServiceObligation,
    Session,
    SurveyAnswer,
    SurveyResponse,
    SurveyTaken,
)
from tests.bench import log_sql

HOLDING = "('accepted', 'enrolled', 'completed')"
FACILITATORS = Session.facilitators.through


def enrollments(today, leaders, people):
    """Three of five are teacher leaders, of whom every other one takes part; the others are from other staff."""
    size = "(c.capacity * 5 / 4)"
    over, ahead = f"c.\"end\" < '{today}'", f"c.start > '{today}'"
    status = (
        f"CASE WHEN {over} THEN CASE WHEN q < 18 THEN 'completed' WHEN q < 20 THEN 'enrolled' "
        "WHEN q < 22 THEN 'withdrawn' ELSE 'declined' END "
        f"WHEN {ahead} THEN CASE WHEN q < 8 THEN 'accepted' WHEN q < 18 THEN 'applied' "
        "WHEN q < 22 THEN 'waitlisted' ELSE 'declined' END "
        "ELSE CASE WHEN q < 17 THEN 'enrolled' WHEN q < 19 THEN 'accepted' WHEN q < 20 THEN 'withdrawn' "
        "WHEN q < 23 THEN 'waitlisted' ELSE 'declined' END END"
    )
    places = f"SELECT c.*, p, p * 25 / {size} AS q FROM programs_cohort c, generate_series(0, {size} - 1) AS p"
    source = f"(SELECT c.*, {status} AS stands FROM ({places}) AS c) AS c"
    leader = f"1 + (c.id * 15 + p / 5 * 3 + p % 5) * 7 % {leaders // 2}"
    other = f"1 + {leaders} + (c.id * 10 + p / 5 * 2 + p % 5) * 7 % {people - leaders}"
    write(
        Enrollment,
        source,
        cohort_id="c.id",
        person_id=f"CASE WHEN p % 5 < 3 THEN {leader} ELSE {other} END",
        participant="CASE p % 5 WHEN 3 THEN 'aspiring' WHEN 4 THEN 'other' ELSE 'current' END",
        status="stands",
        status_why="CASE WHEN stands = 'withdrawn' THEN 'workload' ELSE '' END",
        applied_on="c.start - 50 + q",
        waiting_since="CASE WHEN stands = 'waitlisted' THEN c.start - INTERVAL '30 days' + p * INTERVAL '1 hour' END",
        ended_on="CASE stands WHEN 'completed' THEN c.\"end\" WHEN 'withdrawn' THEN c.start END",
    )


def attendance(today):
    """Nine of ten sessions of whoever holds a seat; every fiftieth came without the second code."""
    source = (
        "programs_enrollment e JOIN programs_session s ON s.cohort_id = e.cohort_id "
        f"WHERE e.status IN {HOLDING} AND s.date <= '{today}' AND (e.id + s.id) % 10 > 0"
    )
    write(
        Attendance,
        source,
        enrollment_id="e.id",
        session_id="s.id",
        minutes="CASE WHEN s.two_codes AND e.id % 50 = 0 THEN 0 ELSE s.minutes END",
        how="CASE WHEN s.id % 4 = 0 THEN 'sheet' ELSE 'code' END",
        came_at="s.date + s.starts",
    )


def facilitators(leaders):
    """One or two of each session."""
    source = "programs_session s, generate_series(0, 1) AS g WHERE g = 0 OR s.id % 3 = 0"
    write(FACILITATORS, source, session_id="s.id", person_id=f"1 + (s.cohort_id * 13 + g) % {leaders}")


def pieces(today):
    """Two of each who completed a cohort that asks for some; of those under way one waits to be looked at."""
    source = (
        "programs_enrollment e JOIN programs_cohort c ON c.id = e.cohort_id, generate_series(0, 1) AS g "
        f"WHERE c.required_pieces > 0 AND e.status IN {HOLDING} AND c.start <= '{today}'"
    )
    waits = "e.status = 'enrolled' AND g = 1"
    write(
        EvidencePiece,
        source,
        enrollment_id="e.id",
        kind="CASE g WHEN 0 THEN 'task' ELSE 'evidence' END",
        title="'Reflection on a lesson ' || g",
        link="'https://drive.example/' || e.id || '/' || g",
        status=f"CASE WHEN {waits} THEN 'submitted' ELSE 'accepted' END",
        submitted_on=f"LEAST(c.\"end\", '{today}') - g",
        decided_on=f"CASE WHEN {waits} THEN NULL ELSE LEAST(c.\"end\", '{today}') END",
    )


def obligations(today):
    """Two school years for each seat of every third cohort: leaders serve them, and of the others most are released."""
    source = (
        "programs_enrollment e JOIN programs_cohort c ON c.id = e.cohort_id "
        "WHERE c.service_years > 0 AND e.status = 'completed'"
    )
    served = f"e.participant = 'current' AND c.\"end\" + INTERVAL '25 months' < '{today}' AND e.id % 40 > 0"
    released = f"e.participant <> 'current' AND c.\"end\" + INTERVAL '3 years' < '{today}' AND e.id % 40 > 0"
    write(
        ServiceObligation,
        source,
        enrollment_id="e.id",
        years="c.service_years",
        starts='c."end" + 1',
        due_on="MAKE_DATE(c.school_year + c.service_years, 6, 30)",
        status=f"CASE WHEN {served} THEN 'fulfilled' WHEN {released} THEN 'released' ELSE 'open' END",
        ended_on=f"CASE WHEN {served} OR {released} THEN (c.\"end\" + INTERVAL '2 years')::date END",
    )


def answers():
    """Four of five participants answer their surveys."""
    asked = "programs_survey s JOIN programs_enrollment e ON e.cohort_id = s.cohort_id"
    source = f"{asked} WHERE e.status IN ('enrolled', 'completed') AND e.id % 5 > 0"
    write(SurveyTaken, source, id="gen_random_uuid()", survey_id="s.id", person_id="e.person_id")
    write(SurveyResponse, source, id="gen_random_uuid()", survey_id="s.id", participant="''")
    source = "programs_surveyresponse r JOIN programs_surveyitem i ON i.survey_id = r.survey_id"
    value = "2 + ASCII(RIGHT(r.id::text, 1)) % 4"
    write(SurveyAnswer, source, id="gen_random_uuid()", response_id="r.id", item_id="i.id", value=value)


def sums():
    """What enrollments and cohorts keep of their rows."""
    log_sql.run(
        "UPDATE programs_enrollment e SET minutes = a.minutes, attended = a.sessions FROM (SELECT enrollment_id, "
        "SUM(minutes) AS minutes, COUNT(*) AS sessions FROM programs_attendance WHERE minutes > 0 "
        "GROUP BY enrollment_id) AS a WHERE a.enrollment_id = e.id"
    )
    log_sql.run(
        "UPDATE programs_enrollment e SET pieces = p.pieces, task_done = p.tasks > 0 FROM (SELECT enrollment_id, "
        "COUNT(*) FILTER (WHERE kind = 'evidence') AS pieces, COUNT(*) FILTER (WHERE kind = 'task') AS tasks "
        "FROM programs_evidencepiece WHERE status = 'accepted' GROUP BY enrollment_id) AS p "
        "WHERE p.enrollment_id = e.id"
    )
    log_sql.run(
        "UPDATE programs_cohort c SET held = e.held FROM (SELECT cohort_id, COUNT(*) AS held FROM programs_enrollment "
        f"WHERE status IN {HOLDING} GROUP BY cohort_id) AS e WHERE e.cohort_id = c.id"
    )


def write(model, source, **columns):
    log_sql.run(log_sql.insert(model, source, **columns))
