"""Which pages the bench asks for, as whom, and what they may cost."""

from dataclasses import dataclass, field

LIST, FLOOR_LIST, FLOOR_FILTERED = "/people/", "/people/", "/people/?staff_kind=teacher"
MOST_KB = 8
FLOOR_P95 = 60  # milliseconds of the floor where P1's target of 80 was set


@dataclass(frozen=True)
class Page:
    """A page of the site, the floor's page beside it, and its targets (None: only told)."""

    name: str
    path: str
    who: str = "coordinator"
    floor: str = FLOOR_LIST
    ratio: float | None = None
    p95: float | None = None
    sql: float | None = 100
    queries: int | None = None
    beside: dict = field(default_factory=dict, hash=False)  # other pages of the same run, with the most it may cost


SMALL = [Page("P1 people, first page", LIST, ratio=1.3, p95=80)]
LARGE = [
    Page("P2 people, filtered and sorted", "/people/?staff_kind=teacher&sort=name", floor=FLOOR_FILTERED, ratio=1.3),
    Page("P2 people, unfiltered", LIST, ratio=1.3),
    Page("P3 record page of a leader", "/people/1/", beside={LIST: 1.2}),
    Page("roster R1", "/teacher-leaders/"),
]
ROSTER = "/teacher-leaders/"
COLUMNS = {
    "/people/": ["name", "kind", "school", "fte", "number", "email"],
    "/appointments/": ["person", "role", "site", "year", "start", "end"],
    "/positions/": ["label", "site", "year", "fte", "budget"],
}
ALONE = [
    Page("home of the coordinator", "/"),
    Page("home of a principal", "/", who="principal"),
    Page("roster R1", ROSTER, sql=150, queries=12),
    Page("roster R1, principal", ROSTER, who="principal", sql=150, queries=12),
    Page("roster R1, counted only", f"{ROSTER}?counted=yes", sql=150, queries=12),
    Page("roster R1, by TL FTE", f"{ROSTER}?sort=-leader_fte", queries=12),
    Page("roster R1, one school", f"{ROSTER}?school=5", sql=150),
    Page("people", LIST, queries=6),
    Page("people, principal", LIST, who="principal", queries=6),
    Page("people, searched", "/people/?q=garcia", queries=6),
    Page("people, searched by two words", "/people/?q=smi+ana", queries=6),
    Page("people, nobody found", "/people/?q=zzzz", queries=6),
    Page("people, of one school", "/people/?school=5"),
    Page("people, page 3,000", "/people/?page=3000", queries=6),
    *[
        Page(f"{path.strip('/')} by {column}", f"{path}?sort={column}")
        for path, columns in COLUMNS.items()
        for column in columns
    ],
    Page("appointments", "/appointments/"),
    Page("appointments, principal", "/appointments/", who="principal"),
    Page("appointments, active", "/appointments/?state=active"),
    Page("appointments, on leave", "/appointments/?state=on_leave"),
    Page("appointments, searched", "/appointments/?q=smith"),
    Page("appointments, page 500", "/appointments/?page=500"),
    Page("positions", "/positions/"),
    Page("positions, vacant", "/positions/?vacant=true"),
    Page("positions, searched", "/positions/?q=Role+03"),
    Page("schools", "/schools/"),
    Page("one school", "/schools/1/"),
    Page("one person", "/people/1/", queries=8),
    Page("funds", "/funds/"),
    Page("appoint a leader", "/appointments/appoint/"),
    Page("picker of people", "/pick/people/?q=gar"),
    Page("picker of people, principal", "/pick/people/?q=gar", who="principal"),
    Page("picker of positions", "/pick/positions/?q=role"),
    *[
        Page(f"admin: {name}", f"/admin/leaders/{name}/", who="administrator")
        for name in ["person", "appointment", "term", "position", "school", "recognition", "auditentry", "user"]
    ],
    Page("admin: person, searched", "/admin/leaders/person/?q=garcia", who="administrator"),
    Page("admin: one person", "/admin/leaders/person/1/change/", who="administrator"),
    Page("admin: one appointment", "/admin/leaders/appointment/1/change/", who="administrator"),
]
