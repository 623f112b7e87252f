"""Every page of ours is opened in the browser tests: a new one that nobody looks at fails."""

from pathlib import Path

from django.urls import resolve

from tests.browser.pages import PAGES
from tests.test_access import ROUTES, own

# Looked at where their state is made: steps of an import, changes to ticked rows, pages of a state that passes.
ELSEWHERE = {
    "import-": "test_import",
    "-ticked": "test_ticked",
    "position-close": "test_ticked",
    "position-reopen": "test_ticked",
    "person-left": "test_ticked",
    "person-move": "test_ticked",
    "role-retire": "test_ticked",
    "school-facts": "test_ticked",
    "calendar-review": "test_calendar_review",
    "calendar-make": "test_calendar_review",
    "cycle-resume": "test_confidential_states",
    "evidence-remove": "test_confidential_states",
    "survey-": "test_surveys",
    "application-write": "test_applying",
    "application-detail": "test_applying",
    "application-withdraw": "test_applying",
    "application-remind": "test_applying",
    "reference-answer": "test_applying",
    "enrollment-": "test_seats and test_papers",
    "enrollments-": "test_seats",
    "seat-": "test_seats",
    "session-attendance": "test_check_in",
    "session-door": "test_check_in",
    "session-present": "test_check_in",
    "session-sheet": "test_check_in",
    "check-in": "test_check_in",
    "completion-": "test_papers",
    "obligation-": "test_papers",
    "piece-": "test_papers",
    "application-appoint": "test_deciding",
    "application-decide": "test_deciding",
    "application-known": "test_deciding",
    "application-list": "test_deciding",
    "applications-decide": "test_deciding",
    "decisions-send": "test_deciding",
    "offer-answer": "test_deciding",
    "board": "test_catalogue",
    "call-": "test_calls",
    "phase-": "test_reviews",
    "review-": "test_reviews",
    "question-edit": "test_calls",
    "question-remove": "test_calls",
    "criterion-edit": "test_calls",
    "criterion-remove": "test_calls",
    "cohort-": "test_catalogue",
    "context-": "test_catalogue",
    "goal-": "test_catalogue",
    "indicator-": "test_catalogue",
    "logic-": "test_catalogue",
    "measurement-": "test_catalogue",
    "program-": "test_catalogue",
    "retention": "test_catalogue",
    "session-": "test_catalogue",
}
# What a browser fetches or sends without showing it.
NO_PAGES = {
    "activity-done": "leads back to where it was sent",
    "activity-people": "lines of a list of choices",
    "activity-pocket": "data for the phone",
    "activity-repeat": "leads on to home",
    "activity-sync": "takes entries of the phone",
    "activity-token": "data for the phone",
    "application-file": "a file",
    "attendance-log": "leads back to the enrollment",
    "calendar-feed": "for calendar programs",
    "calendar-revoke": "leads back to the calendar",
    "cohort-picker": "lines of a list of choices",
    "cycle-teachers": "lines of a list of choices",
    "district-logo": "a picture",
    "criterion-move": "leads back to the rubric",
    "evidence-download": "a file",
    "goal-export": "a file",
    "healthz": "for machines",
    "indicator-take": "leads back to the goal",
    "letting-remove": "leads back to the cycle",
    "logic-move": "leads back to the logic model",
    "manifest": "data for the phone",
    "month-approve-unflagged": "leads back to the months",
    "month-attest": "leads on to the month",
    "note-done": "leads back to the visit or cycle",
    "person-picker": "lines of a list of choices",
    "position-picker": "lines of a list of choices",
    "question-move": "leads back to the questions",
    "readyz": "for machines",
    "review-file": "a file",
    "school-picker": "lines of a list of choices",
    "session-attendance-export": "a file",
    "session-here": "leads back to who is in",
    "set_language": "leads back to where it was sent",
    "theme": "leads back to where it was sent",
    "week-teachers": "lines of a list of choices",
    "worker": "a script",
}


def is_elsewhere(name):
    route = name.rpartition(":")[2]
    return route in NO_PAGES or any(part in route for part in ELSEWHERE)


def test_every_page_is_looked_at_in_the_browser():
    seen = {
        resolve(path.partition("?")[0]).view_name for paths in PAGES.values() for path in paths if path != "/nowhere/"
    }
    wanted = {name for name in ROUTES if own(name) and not is_elsewhere(name)}
    assert wanted - seen == set()


def test_what_drives_a_browser_stands_where_its_run_looks():
    """`make test` collects tests/browser alone for it: to collect everything takes both processes ten seconds."""
    elsewhere = [path for path in Path(__file__).parent.rglob("*.py") if "browser" not in path.parts]
    assert [path.name for path in elsewhere if "mark." + "browser" in path.read_text()] == []
