"""Who applied to the demo's calls, and what they said."""

import uuid
from dataclasses import dataclass

from leaders.demo import ANCHOR
from leaders.demo.bulk import add
from leaders.demo.people import FAMILY, GIVEN
from leaders.models import folded
from programs.demo import asked
from programs.demo.days import DAY, at, on
from programs.models import Answer, Application, Enrollment, Question, Reference

State, Decision, Response = Application.Status, Application.Decision, Application.Response
DECIDED, REFUSED, ANSWER_BY = on("2026-06-03"), on("2026-06-09"), on("2026-06-22")
NEVER = at(on("2027-12-31"), 0)


@dataclass
class Candidate:
    """One application, and how good it is: about the share of the highest score that its readers will give."""

    row: Application
    worth: float = 0.7

    def pick(self, texts):
        """One of texts that stand from the best to the weakest."""
        return texts[min(int((1 - self.worth) * 1.8 * len(texts)), len(texts) - 1)]


class Applicants:
    """Makes applications with their answers and references; everybody applies to a call once."""

    def __init__(self, cast):
        self.cast, self.draw = cast, cast.draw

    def decided(self, call, seats):
        """The best eleven were offered a place, ten of them took it; who holds a seat now is who accepted."""
        seated = [seat.row for seat in seats if seat.row.status == Enrollment.Status.ENROLLED]
        refused, *others = self.cast.pick("stays", 2027, "university", 3) + self.cast.pick(
            "teaches", 2027, "university", 5
        )
        found = [self._offered(call, row.person, Response.ACCEPTED, row.applied_on) for row in seated]
        found.append(self._offered(call, refused, Response.REFUSED, REFUSED))
        decisions = [Decision.WAITLISTED] * 3 + [Decision.DECLINED] * 3
        for place, (person, decision) in enumerate(zip(others, decisions, strict=False)):
            facts = {"decision": decision, "decision_reason": _why(decision), **self._decided()}
            found.append(Candidate(self._sent(call, person, **facts), 0.66 - 0.06 * place))
        self.write(call, found + [Candidate(self._withdrawn(call, others[-1]))])
        return found

    def under_review(self, call):
        """Fourteen that were sent, `teacher@` among them, three drafts, and one withdrawn."""
        pick = self.cast.pick
        people = [self.cast.teacher, *pick("stays", 2027, "institute", 3), *pick("own", 2027, "institute", 1)]
        people += pick("elementary", 2027, "institute", 13)
        found = [Candidate(self._sent(call, person), self.draw.uniform(0.4, 0.95)) for person in people[:14]]
        drafts = [Candidate(Application(call=call, person=person)) for person in people[14:17]]
        self.write(call, [*found, *drafts, Candidate(self._withdrawn(call, people[17]))])
        return found

    def just_sent(self, call):
        """Five by current teacher leaders, `leader@` among them, and a draft; nobody reads them yet."""
        people = [self.cast.leader, *self.cast.pick("stays", 2027, "network", 5)]
        rows = [*(self._sent(call, person) for person in people[:5]), Application(call=call, person=people[5])]
        self.write(call, list(map(Candidate, rows)))

    def _decided(self):
        return {"decided_on": DECIDED, "decided_by": self.cast.coordinator}

    def _offered(self, call, person, response, day):
        facts = {"decision": Decision.OFFERED, "decision_reason": asked.CHOSEN, "respond_by": ANSWER_BY}
        facts |= {"response": response, "responded_on": day}
        return Candidate(self._sent(call, person, **facts, **self._decided()), self.draw.uniform(0.75, 0.97))

    def _sent(self, call, person, **facts):
        days = (min(call.closes, ANCHOR) - call.opens).days
        moment = at(call.opens + self.draw.randrange(days) * DAY, self.draw.randrange(7 * 60, 22 * 60))
        return Application(call=call, person=person, status=State.SUBMITTED, submitted_at=moment, **facts)

    def _withdrawn(self, call, person):
        row = self._sent(call, person)
        row.status = State.WITHDRAWN
        return row

    def write(self, call, found):
        """The applications of a call in the order in which they were sent, drafts last, with what they hold."""
        found = sorted(found, key=lambda one: one.row.submitted_at or NEVER)
        add(one.row for one in found)
        questions = list(Question.objects.filter(call=call))
        Answer.objects.bulk_create(
            Answer(application=one.row, question=question, text=self._said(one, question.text))
            for one in found
            for question in questions
            if question.text in asked.SAID and (one.row.status != State.DRAFT or question.order == 1)
        )
        Reference.objects.bulk_create(
            self._reference(one, question)
            for one in found
            for question in questions
            if question.kind == Question.Kind.REFERENCE
            and one.row.status == State.SUBMITTED
            and self.draw.random() < 0.7
        )

    def _said(self, one, question):
        texts = asked.SAID[question]
        return one.pick(texts) if question in asked.JUDGED else self.draw.choice(texts)

    def _reference(self, one, question):
        """Asked when the application was sent; most have answered."""
        row = one.row
        given, family = self.draw.choice(GIVEN), self.draw.choice(FAMILY)
        fact = Reference(
            application=row,
            question=question,
            name=f"{given} {family}",
            email=f"{folded(given)}.{folded(family)}@school.example".replace("'", ""),
            relation=self.draw.choice(["Principal", "Team lead", "Mentor"]),
            key=uuid.UUID(int=self.draw.getrandbits(128), version=4),
            asked_at=row.submitted_at,
        )
        if self.draw.random() < 0.6 and row.submitted_at < at(ANCHOR - 4 * DAY, 0):
            fact.statement = one.pick(asked.STATEMENTS)
            fact.answered_at = row.submitted_at + 3 * DAY
        return fact


def _why(decision):
    return asked.IN_LINE if decision == Decision.WAITLISTED else asked.NOT_CHOSEN


def link_seats(call, seats):
    """An accepted offer led to the seat of that person, on the day of the answer."""
    held = {seat.row.person_id: seat.row for seat in seats}
    rows = list(call.applications.filter(response=Response.ACCEPTED))
    for row in rows:
        row.enrollment = held[row.person_id]
    Application.objects.bulk_update(rows, ["enrollment"])
