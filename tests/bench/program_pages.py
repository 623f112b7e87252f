"""Which pages of programs the bench asks for, as whom, and what they may cost."""

from tests.bench.pages import Page

SQL = 25  # milliseconds for a list, a record page, the board or a home
LEADER, PRINCIPAL, OFFICE = "leader0", "principal", "business_office"
FEED = "f" * 43  # the secret address of the first leader's calendar
ENROLLMENTS, COHORTS = "/enrollments/", "/cohorts/"


def page(name, path, who="coordinator", **targets):
    return Page(name, path, who=who, **{"sql": SQL} | targets)


COMPARED = [
    page("people, as in P1", "/people/", ratio=1.3),
    page("participants", ENROLLMENTS, floor="/enrollments/", ratio=1.3, p95=80),
    page(
        "participants, filtered and sorted",
        "/enrollments/?status=enrolled&sort=time",
        floor="/enrollments/?status=enrolled&sort=minutes",
        ratio=1.3,
    ),
    page("cohorts", COHORTS, floor="/cohorts/", ratio=1.3),
    page("completing", "/enrollments/completing/", floor="/enrollments/?status=enrolled", ratio=1.3),
    page("board", "/programs/board/", floor="/board/"),
    page("one cohort", "/cohorts/{cohort}/", floor="/cohorts/", beside={ENROLLMENTS: 1.2}),
    page("one session", "/sessions/{session}/", floor="/cohorts/", beside={ENROLLMENTS: 1.2}),
    page("my programs", "/programs/mine/", who=LEADER, floor="/enrollments/", beside={ENROLLMENTS: 1.2}),
]
SORTS = ["person", "status", "as", "school", "program", "cohort", "time", "sessions", "applied", "waiting", "ended"]
FILTERS = {
    "of one status": "status=enrolled",
    "to be decided": "status=undecided",
    "waiting, a seat free": "status=line",
    "who hold a seat": "status=holding",
    "teacher leaders": "participant=current",
    "of one program": "program={program}",
    "of one cohort": "cohort={cohort}",
    "of one year": "year={year}",
    "of one school": "school={school}",
    "something missing": "missing=true",
    "nothing missing": "missing=false",
    "searched": "q=garcia",
    "searched by two words": "q=smi+ana",
    "nobody found": "q=zzzz",
    "of one year and status by name": "year={year}&status=enrolled&sort=person",
    "last page": "page=99999",
    "last page by name": "page=99999&sort=person",
}
LISTS = [
    page("programs", "/programs/"),
    page("programs, leader", "/programs/", who=LEADER),
    page("cohorts", COHORTS),
    page("cohorts, leader", COHORTS, who=LEADER),
    *[page(f"cohorts by {column}", f"{COHORTS}?sort={column}") for column in ("cohort", "year", "seats", "held")],
    page("cohorts, running", f"{COHORTS}?state=running"),
    page("cohorts, seats left", f"{COHORTS}?free=true"),
    page("cohorts, searched", f"{COHORTS}?q=program+12"),
    page("cohorts, last page", f"{COHORTS}?page=99999"),
    page("participants", ENROLLMENTS),
    page("participants, principal", ENROLLMENTS, who=PRINCIPAL),
    *[page(f"participants by {column}", f"{ENROLLMENTS}?sort={column}") for column in SORTS],
    *[page(f"participants, {name}", f"{ENROLLMENTS}?{query}") for name, query in FILTERS.items()],
    page("participants, principal, by name", f"{ENROLLMENTS}?sort=person", who=PRINCIPAL),
    page("completing", "/enrollments/completing/"),
    page("completing, ready", "/enrollments/completing/?state=ready"),
    page("completing, something missing", "/enrollments/completing/?state=missing"),
    page("completing by name", "/enrollments/completing/?sort=person"),
    page("completing by time", "/enrollments/completing/?sort=time"),
    page("completing, last page", "/enrollments/completing/?page=99999"),
    page("handed in", "/pieces/"),
    page("handed in, to look at", "/pieces/?status=submitted"),
    page("handed in, last page", "/pieces/?page=99999"),
    page("handed in, of one program", "/pieces/?program={program}"),
    page("handed in, searched", "/pieces/?q=garcia"),
    page("service owed", "/service/"),
    page("service owed, business office", "/service/", who=OFFICE),
    page("service owed, open", "/service/?state=open"),
    page("service owed, overdue", "/service/?state=overdue"),
    page("service owed, served", "/service/?state=served", sql=None),
    page("service owed, by somebody who leaves", "/service/?state=leaving"),
    page("service owed, last page", "/service/?page=99999"),
    page("service owed by name", "/service/?sort=person"),
    page("goals", "/goals/"),
    page("goals, fully met", "/goals/?verdict=fully"),
    page("surveys", "/surveys/"),
    page("surveys, open", "/surveys/?state=open"),
    page("surveys, last page", "/surveys/?page=99999"),
]
RECORDS = [
    page("board", "/programs/board/"),
    page("board, last year", "/programs/board/?year={last_year}"),
    page("home of the coordinator", "/"),
    page("home of a teacher leader", "/", who=LEADER),
    page("home of a principal", "/", who=PRINCIPAL),
    page("one program", "/programs/{program}/"),
    page("one program, leader", "/programs/{program}/", who=LEADER),
    page("one cohort", "/cohorts/{cohort}/"),
    page("one cohort, leader", "/cohorts/{cohort}/", who=LEADER),
    page("one cohort, principal", "/cohorts/{cohort}/", who=PRINCIPAL),
    page("one session", "/sessions/{session}/"),
    page("one session, leader", "/sessions/{session}/", who=LEADER),
    page("who is in: 160 seats", "/sessions/{session}/present/"),
    page("type in the sheet: 160 seats", "/sessions/{session}/attendance/"),
    page("sign-in sheet: 160 seats", "/sessions/{session}/sheet/"),
    page("one enrollment", "/enrollments/{enrollment}/"),
    page("one's own enrollment", "/enrollments/{own}/", who=LEADER),
    page("my programs", "/programs/mine/", who=LEADER),
    page("calendar feed", f"/calendar/{FEED}.ics", who=LEADER),
    page("service of one seat", "/service/{obligation}/"),
    page("one goal", "/goals/{goal}/"),
    page("one survey", "/surveys/{survey}/"),
    page("results of one survey", "/surveys/{survey}/results/"),
    page("page of a teacher leader", "/people/1/"),
]
