"""What the access tests' district has of selection (see `tests.world`): an open call, applications and reviews."""

import datetime
from types import SimpleNamespace

from django.utils import timezone

from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    ApplicationFileFactory,
    CallFactory,
    CriterionFactory,
    QuestionFactory,
    ReferenceFactory,
    ReviewerFactory,
    ReviewFactory,
    ReviewPhaseFactory,
    ScoreFactory,
)

DAY = datetime.timedelta(days=1)
SECRET = "What a referee says"  # kept from the applicant, too
TOLD = {"answer": "Why I apply, said", "review": "What I think of it, said"}


def shared_selection(today, cohort):
    """Calls: one that takes applications, one under review, one judged by its phase, a draft, one without any."""
    window = {"opens": today - 10 * DAY, "closes": today + 10 * DAY}
    call = CallFactory(cohort=cohort, title="Call of the district", **window)
    reviewed = CallFactory(cohort=cohort, title="Call under review", opens=today - 40 * DAY, closes=today - 10 * DAY)
    judged = CallFactory(cohort=cohort, title="Call to judge", opens=today - 40 * DAY, closes=today - 10 * DAY)
    draft = CallFactory(cohort=cohort, title="Call to come", published_on=None, **window)
    asked = ReferenceFactory(application__call=reviewed, asked_at=timezone.now(), name="Robin of nowhere")
    criterion = CriterionFactory(call=call, text="Clarity")
    CriterionFactory(call=call, text="Care")
    question = QuestionFactory(call=draft, text="What would you lead?")
    QuestionFactory(call=draft, text="With whom?")
    return {
        "call-draft": draft,
        "question-draft": question,
        "call-quiet": CallFactory(cohort=cohort, title="Call that nobody answered", **window),
        "reference": SimpleNamespace(pk=asked.key),  # what its address names
        "question-file": QuestionFactory(call=reviewed, kind="file"),
        "question-reference": asked.question,
        "call": call,
        "question": QuestionFactory(call=call, text="Why do you apply?"),
        "criterion": criterion,
        "call-reviewed": reviewed,
        "question-reviewed": QuestionFactory(call=reviewed, text="What have you led?"),
        "criterion-reviewed": CriterionFactory(call=reviewed, text="Depth"),
        "criterion-judged": CriterionFactory(call=judged, text="Promise"),
        "phase": ReviewPhaseFactory(call=judged, name="First reading", opens=today - 5 * DAY, closes=today + 5 * DAY),
    }


def selection_of(relation, person, shared):
    """One person's application under review with an answer, and the review of somebody else by that person."""
    application = ApplicationFactory(call=shared["call-reviewed"], person=person)
    AnswerFactory(application=application, question=shared["question-reviewed"], text=f"{TOLD['answer']} in {relation}")
    file = ApplicationFileFactory(
        application=application, question=shared["question-file"], name=f"{TOLD['answer']} in {relation}.txt"
    )
    asked(application, shared["question-reference"], timezone.now() - 2 * DAY)
    asked(application, None, timezone.now(), statement=f"{SECRET} in {relation}")
    judged = reviews_of(relation, person, shared["phase"], shared["criterion-judged"])
    return {"application": application, "application-file": file, **judged}


def reviews_of(relation, person, phase, criterion):
    """What a person reviews in a phase: one application begun, and one that they stepped back from."""
    ReviewerFactory(phase=phase, person=person)
    review = ReviewFactory(phase=phase, reviewer=person, comment=f"{TOLD['review']} in {relation}")
    ScoreFactory(review=review, criterion=criterion)
    ApplicationFileFactory(application=review.application)
    return {"review": review, "review-recused": ReviewFactory(phase=phase, reviewer=person, status="recused")}


def asked(application, question, at, statement=""):
    """A reference that was asked for; answered at once where there is a statement."""
    question = question or QuestionFactory(call=application.call, kind="reference")
    said = {"statement": statement, "answered_at": at if statement else None}
    return ReferenceFactory(application=application, question=question, asked_at=at, **said)
