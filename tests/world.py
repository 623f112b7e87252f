"""One small district for the access tests: records in three relations to the users, and one user of each kind.

Relations of a record: `mine` belongs to the signed-in teacher leader, `school` to someone at the principal's school,
`other` to someone elsewhere. What only some may see carries canaries (`CANARIES`) that must never reach the rest.
"""

import datetime
import re
from decimal import Decimal

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from leaders.actions.imports import apply_import
from leaders.actions.records import save_record
from leaders.imports.preview import keep_preview
from leaders.imports.rows import PERSON, Candidate, Reading
from leaders.models import Credential, Discipline, District, FormerKind, ImportBatch, StipendPool
from responsibilities.models import Category, LettingIn, UsualPromise, Wishes
from tests.factories import (
    AppointmentFactory,
    CompensationFactory,
    FundingSourceFactory,
    PersonFactory,
    PositionFactory,
    ProgramFactory,
    RecognitionFactory,
    RoleFactory,
    ScenarioFactory,
    SchoolFactory,
    UserFactory,
    allocate,
)
from tests.world_deciding import deciding_of, shared_deciding
from tests.world_goals import SMALL, shared_goals
from tests.world_log import SAID, feed_of, log_of
from tests.world_programs import programs_of, shared_programs
from tests.world_reports import shared_reports
from tests.world_selection import SECRET, TOLD, selection_of, shared_selection
from tests.world_surveys import surveys_of
from tests.world_views import views_of

GRANTED = ["administrator", "coordinator", "principal", "business_office", "viewer"]
KINDS = ["anonymous", *GRANTED, "teacher_leader", "supported_teacher", "no_access"]
RELATIONS = ["mine", "school", "other"]
PASSWORD = "correct horse battery"
# Amounts that stand for nothing else, each a dollar more for the next relation.
MONEY = {
    "amount": Decimal("7654.32"),
    "salary": Decimal("87654.21"),
    "rate": Decimal("463.17"),
    "budget": Decimal("9753.19"),
    "pool": Decimal("8642.86"),
    "share": Decimal("2345.68"),
}
FUND = Decimal("913572.46")


def money(what, relation):
    return MONEY[what] + RELATIONS.index(relation)


def texts_of(relation):
    """What is written into the records of a relation and stands for nothing else: `{text: what it is}`."""
    amounts = {money(what, relation): what for what in MONEY}
    written = {f"{amount:{form}}": what for amount, what in amounts.items() for form in (".2f", ",.2f")}
    written |= {f"{words} in {relation}": what for words, what in SAID.items()}
    written |= {f"{words} in {relation}": what for what, words in TOLD.items()}
    return written | {
        f"ACCT-77-{relation}": "account",
        f"Zanzibarsky{relation}": "name",
        f"mail-{relation}@canary.example": "email",
        f"before-{relation}@canary.example": "email",
        f"NUMBER-{relation}": "number",
        f"Award of {relation}": "award",
        f"Paper of {relation}": "award",
        f"Focus of {relation}": "focus",
        f"Visit of {relation}": "focus",
        f"Request of {relation}": "focus",
        f"Piece of {relation}": "piece",
        f"Own words of {relation}": "own words",
        f"Reason about {relation}": "reason",
        f"{SECRET} in {relation}": "statement",
    }


# Every text that only some may see: (what it is, whose it is).
CANARIES = {text: (what, relation) for relation in RELATIONS for text, what in texts_of(relation).items()}
CANARIES |= dict.fromkeys((SMALL, "Note on three people"), ("small group", "other"))
CANARIES |= {f"{FUND:{form}}": ("fund", "other") for form in (".2f", ",.2f")}
PEOPLE = {"name", "email", "number", "award"}
OWN_PAY = {"amount", "salary", "rate", "share", "account"}
BETWEEN_TWO = {
    "note": {"teacher_leader", "supported_teacher"},
    "leader's note": {"teacher_leader"},
    "teacher's note": {"supported_teacher"},
}
FOUND = re.compile("|".join(re.escape(text) for text in CANARIES))


def canaries_in(text):
    """`{(what, whose)}` of the canaries in a text."""
    return {CANARIES[found] for found in FOUND.findall(text)}


def may_see(kind, what, relation):
    """The domain's rule, said once more for the tests: who sees which canary."""
    if what in BETWEEN_TWO:
        return relation == "mine" and kind in BETWEEN_TWO[what]
    if what in {"reason", "statement"}:  # why a decision, what a reference says: never the applicant's
        return kind == "coordinator"
    if what in {"own words", "small group"}:  # of ten people; about fewer than five: tier A leaves both out
        return kind == "coordinator"
    if what in {"piece", *TOLD}:  # what a participant hands in, an applicant answers, a reviewer says
        return kind == "coordinator" or (kind, relation) == ("teacher_leader", "mine")
    if what == "focus":  # tier B: neither the business office's nor the administrator's
        concerned = {("principal", "school"), ("teacher_leader", "mine"), ("supported_teacher", "mine")}
        return kind == "coordinator" or (kind, relation) in concerned
    if kind in {"coordinator", "business_office"}:
        return True
    if what in PEOPLE:
        known = {("principal", "school"), ("teacher_leader", "mine")}
        if what == "name":
            known.add(("supported_teacher", "mine"))  # they know who supports them
        return kind == "administrator" or (kind, relation) in known
    return (kind, relation) == ("teacher_leader", "mine") and what in OWN_PAY


class World:
    """The district with `records[relation][noun]`, `shared[noun]` and `users[kind]`."""

    def __init__(self):
        District.objects.create(pk=1, name="Test District")
        self.today = timezone.localdate()
        self.year = District.current().school_year(self.today)
        role, fund = RoleFactory(), FundingSourceFactory(code="GEN", budget=FUND)
        self.shared = {"role": role, "fund": fund, "school": SchoolFactory(name="Anywhere")}
        self.shared["category"] = Category.objects.first()
        self.shared["free"] = PersonFactory(family_name="Nobody", home_school=self.shared["school"])
        self.shared |= shared_programs(self.today)
        self.shared |= shared_goals(self.shared["program"], self.year)
        self.shared |= shared_selection(self.today, self.shared["cohort"])
        self.shared |= shared_deciding(self.today, self.shared["cohort"], self.shared["school"], self.year)
        self.records = {relation: self._records(relation, role) for relation in RELATIONS}
        self.users = {kind: UserFactory(kind=kind) for kind in GRANTED if kind != "principal"}
        school = self.records["school"]["position"].site
        self.users["principal"] = UserFactory(kind="principal", kind__school=school)
        self.users["teacher_leader"] = UserFactory(person=self.records["mine"]["person"])
        self.users["supported_teacher"] = UserFactory(person=self.records["mine"]["supported"])
        self.users["no_access"] = UserFactory()
        self.shared["calendar"] = feed_of(self.users["teacher_leader"])
        facts = {"owner": self.users["coordinator"], "is_shared": True, "school_year": self.year + 1}
        self.shared["scenario"] = ScenarioFactory(name="Plan of all", **facts)
        Wishes.objects.create(user=self.users["coordinator"])
        self.shared |= shared_reports(District.current(), self.users["coordinator"], "Roster of Zanzibarskyother")
        for relation, view in views_of(self.users).items():
            self.records[relation]["view"] = view
        self._lettings()
        self._imports()
        self._histories()
        self.admin_forms = {}
        self.administrator = Client()
        self.sign_in(self.administrator, "administrator")
        # Records that nothing refers to, so that they can be removed.
        self.spare = {
            "person": PersonFactory(home_school=None),
            "school": SchoolFactory(),
            "role": RoleFactory(),
            "position": PositionFactory(role=role, site=self.shared["school"], school_year=self.year),
            "discipline": Discipline.objects.create(code="spare", name="Spare"),
            "fundingsource": FundingSourceFactory(),
            "category": Category.objects.create(code="spare", name="Spare"),
            "program": ProgramFactory(),
            "usualpromise": UsualPromise.objects.create(role=RoleFactory(), direct_share=50),
        }

    def _records(self, relation, role):
        """One of each noun, all of one person at one school."""
        site = SchoolFactory(name=f"School of {relation}")
        person = PersonFactory(
            family_name=f"Zanzibarsky{relation}",
            home_school=site,
            email=f"mail-{relation}@canary.example",
            local_id=f"NUMBER-{relation}",
        )
        start, end = District.current().school_year_dates(self.year)
        place = {"role": role, "site": site, "school_year": self.year}
        position = PositionFactory(budget=money("budget", relation), fund=self.shared["fund"], **place)
        appointment = AppointmentFactory(person=person, position=position, start=start, end=end)
        pay = CompensationFactory(appointment=appointment, full_amount=money("amount", relation))
        allocate(pay, GEN=100)
        pay.allocations.update(account_code=f"ACCT-77-{relation}")
        salary = {
            "kind": "percent_of_salary",
            "percent": 1,
            "salary_base": money("salary", relation),
            "full_amount": "876.54",
        }
        CompensationFactory(appointment=appointment, **salary)
        daily = {"kind": "daily_rate", "quantity": 2, "rate": money("rate", relation), "full_amount": "926.34"}
        CompensationFactory(appointment=appointment, **daily)
        pool = StipendPool.objects.create(name="Team", school_year=self.year, site=site, amount=money("pool", relation))
        share = CompensationFactory(appointment=appointment, full_amount=money("share", relation), pool=pool)
        allocate(share, GEN=100)
        planned = PositionFactory(title=f"Planned for {relation}", **(place | {"role": RoleFactory()}))
        proposal = {"status": "proposed", "start": start, "end": end, "release": "0.1", "approved_on": None}
        supported = PersonFactory(given_name="Sal", family_name=f"Supported{relation}", home_school=site)
        return {
            **log_of(relation, appointment, supported, self.today),
            **programs_of(relation, person, self.shared),
            **surveys_of(relation, person, self.today),
            **selection_of(relation, person, self.shared),
            **deciding_of(relation, person, self.shared, self.today),
            "person": person,
            "position": position,
            "appointment": appointment,
            "term": appointment.terms.get(),
            "proposal": AppointmentFactory(person=person, position=planned, **proposal),
            "pay": pay,
            "allocation": pay.allocations.get(),
            "pool": pool,
            "share": share,
            "closed": PositionFactory(is_open=False, **(place | {"role": RoleFactory()})),
            "former": FormerKind.objects.create(person=person, kind="consultant", until=datetime.date(2024, 5, 1)),
            "recognition": RecognitionFactory(person=person, title=f"Award of {relation}"),
            "credential": Credential.objects.create(
                person=person, kind="certificate", title=f"Paper of {relation}", issued_on=datetime.date(2024, 5, 1)
            ),
        }

    def _lettings(self):
        """Someone who reads along in each cycle."""
        for rows in self.records.values():
            facts = {"person": self.shared["free"], "by": self.users["supported_teacher"]}
            rows["letting"] = LettingIn.objects.create(cycle=rows["cycle"], **facts)

    def _imports(self):
        """An import in each state that a step asks for."""
        facts = {"name": "staff.zip", "uploaded_by": self.users["coordinator"]}
        make = ImportBatch.objects.create
        ready, applied = make(**facts), make(**facts)
        keep_preview(applied, self._reading("K0"), self.today)
        apply_import(batch=applied, by=facts["uploaded_by"])
        keep_preview(ready, self._reading("K1"), self.today)
        late = make(status="reading", **facts)
        ImportBatch.objects.filter(pk=late.pk).update(touched_at=timezone.now() - datetime.timedelta(hours=1))
        choices = {"choices": [{"code": "0100001", "label": "One", "schools": 1}]}
        self.shared |= {
            "import": ready,
            "import-late": late,
            "import-choosing": make(status="choosing", summary=choices, **facts),
            "import-applied": applied,
        }

    def _reading(self, number):
        """What a roster says: somebody became a teacher, and rows about the people of the relations are refused."""
        PersonFactory(source_id=number, staff_kind="other_staff")
        reading = Reading("OneRoster", [Candidate(PERSON, "users.csv", 2, number, {"staff_kind": "teacher"})])
        for row, relation in enumerate(RELATIONS, 3):
            values = {"given_name": "Ana", "family_name": f"Zanzibarsky{relation}", "local_id": f"NUMBER-{relation}"}
            reading.add(Candidate(PERSON, "users.csv", row, values=values).refuse("No such school."))
        return reading

    def _histories(self):
        """History of money and people, so that it could leak."""
        for relation, rows in self.records.items():
            for noun, before in history(relation).items():
                type(rows[noun])._base_manager.filter(pk=rows[noun].pk).update(**before)
                save_record(record=rows[noun], by=self.users["coordinator"], reason="Looked through")

    def sign_in(self, client, kind):
        if kind != "anonymous":
            client.force_login(self.users[kind])

    def record(self, route, noun, relation):
        """The record that a route's address names, for a relation."""
        noun = NEEDS.get(route.rpartition(":")[2], noun)
        return (self.shared if noun in self.shared else self.records[relation])[noun]

    def address(self, route, pattern, relation):
        """The address of a route, for the record in a relation."""
        noun = noun_of(route, pattern)
        return reverse(route) if noun is None else reverse(route, args=[self.record(route, noun, relation).pk])


def history(relation):
    """What stood in the records of a relation before they were last changed."""
    return {
        "position": {"budget": 1},
        "pay": {"full_amount": 1},
        "pool": {"amount": 1},
        "person": {"email": f"before-{relation}@canary.example"},
        "recognition": {"title": "Before"},
    }


PREFIXES = {
    "person": "person",
    "recognition": "recognition",
    "credential": "credential",
    "school": "school",
    "role": "role",
    "position": "position",
    "appointment": "appointment",
    "fund": "fund",
    "import": "import",
    "pay": "pay",
    "pool": "pool",
    "scenario": "scenario",
    "activity": "activity",
    "cycle": "cycle",
    "request": "request",
    "month": "month",
    "commitment": "commitment",
    "category": "category",
    "note": "note",
    "calendar": "calendar",
    "evidence": "evidence",
    "letting": "letting",
    "program": "program",
    "cohort": "cohort",
    "session": "session",
    "check": "session",
    "attendance": "attendance",
    "enrollment": "enrollment",
    "piece": "piece",
    "obligation": "obligation",
    "survey": "survey",
    "goal": "goal",
    "indicator": "indicator",
    "measurement": "measurement",
    "logic": "logic",
    "context": "context",
    "call": "call",
    "question": "question",
    "criterion": "criterion",
    "application": "application",
    "reference": "reference",
    "phase": "phase",
    "review": "review",
    "report": "report",
    "snapshot": "snapshot",
    "district": "logo",
    "view": "view",
}
SHARED = {"school", "role", "fund", "import", "category", "calendar", "program", "cohort", "session"}
SHARED |= {"goal", "indicator", "measurement", "logic", "context", "call", "question", "criterion", "phase"}
SHARED |= {"scenario"}
SHARED |= {"reference", "report", "snapshot", "logo"}
# Steps that a record must be ready for.
NEEDS = {
    "activity-done": "planned",
    "note-done": "step",
    "appointment-approve": "proposal",
    "appointment-withdraw": "proposal",
    "cycle-complete": "cycle-closing",
    "cycle-resume": "cycle-paused",
    "import-progress": "import-late",
    "import-choose": "import-choosing",
    "import-undo": "import-applied",
    "month-unlock": "locked",
    "month-relock": "unlocked",
    "survey-results": "survey-over",
    "survey-item-edit": "survey-item",
    "survey-item-remove": "survey-item",
    "goal-remove": "goal-empty",
    "indicator-remove": "indicator-empty",
    "indicator-take": "indicator-own",
    "enrollment-certificate": "completed",
    "enrollment-reopen": "completed",
    "obligation-resume": "obligation-paused",
    "obligation-fulfill": "obligation-served",
    "obligation-open": "obligation-over",
    "obligation-letter": "obligation-over",
    "seat-ask": "cohort-open",
    "cohort-cancel": "cohort-open",
    "application-file": "application-file",
    "seat-confirm": "seat-given",
    "enrollment-accept": "seat-asked",
    "enrollment-decline": "seat-asked",
    "enrollment-waitlist": "seat-asked",
    "enrollment-enroll": "seat-given",
    "enrollment-put-back": "seat-given",
    "review-put-back": "review-recused",
    "decisions-send": "call-unsent",
    "applications-decide": "call-reviewed",
    "offer-answer": "offer",
    "application-appoint": "offer-accepted",
    "call-edit": "call-draft",
    "call-publish": "call-draft",
    "call-questions": "call-draft",
    "call-close": "call-quiet",
    "question-edit": "question-draft",
    "question-move": "question-draft",
    "question-remove": "question-draft",
}


# Addresses below a record name that record, whatever is added to it.
PLACES = (
    ("appointments/<", "appointment"),
    ("people/<", "person"),
    ("roles/<", "role"),
    ("activities/<", "activity"),
    ("cycles/<", "cycle"),
    ("programs/<", "program"),
    ("cohorts/<", "cohort"),
    ("sessions/<", "session"),
    ("enrollments/<", "enrollment"),
    ("goals/<", "goal"),
    ("calls/<", "call"),
    ("applications/<", "application"),
    ("reviews/<", "review"),
    ("phases/<", "phase"),
)


def noun_of(route, pattern):
    """The noun of the record that a route's address names: an appointment gets pay, a person an award."""
    if "<" not in pattern:
        return None
    name = route.rpartition(":")[2]
    for place, noun in PLACES:
        if place in pattern:
            return noun
    return PREFIXES[name.partition("-")[0]]
