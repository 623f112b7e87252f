"""What the access tests' district has of selection (see `tests.world`): an open call, applications and reviews."""

import datetime

from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
    QuestionFactory,
    ReviewerFactory,
    ReviewFactory,
    ReviewPhaseFactory,
    ScoreFactory,
)

DAY = datetime.timedelta(days=1)
TOLD = {"answer": "Why I apply, said", "review": "What I think of it, said"}


def shared_selection(today, cohort):
    """Calls for the cohort: one that takes applications, one under review, a draft, one that nobody answered."""
    window = {"opens": today - 10 * DAY, "closes": today + 10 * DAY}
    call = CallFactory(cohort=cohort, title="Call of the district", **window)
    reviewed = CallFactory(cohort=cohort, title="Call under review", opens=today - 40 * DAY, closes=today - 10 * DAY)
    criterion = CriterionFactory(call=call, text="Clarity")
    CriterionFactory(call=call, text="Care")
    draft = CallFactory(cohort=cohort, title="Call to come", published_on=None, **window)
    question = QuestionFactory(call=draft, text="What would you lead?")
    QuestionFactory(call=draft, text="With whom?")
    return {
        "call-draft": draft,
        "question-draft": question,
        "call-quiet": CallFactory(cohort=cohort, title="Call that nobody answered", **window),
        "call": call,
        "question": QuestionFactory(call=call, text="Why do you apply?"),
        "criterion": criterion,
        "call-reviewed": reviewed,
        "question-reviewed": QuestionFactory(call=reviewed, text="What have you led?"),
        "criterion-reviewed": CriterionFactory(call=reviewed, text="Depth"),
        "phase": ReviewPhaseFactory(call=reviewed, name="First reading", opens=today - 5 * DAY, closes=today + 5 * DAY),
    }


def selection_of(relation, person, shared):
    """One person's application under review with an answer, and the review of somebody else by that person."""
    application = ApplicationFactory(call=shared["call-reviewed"], person=person)
    AnswerFactory(application=application, question=shared["question-reviewed"], text=f"{TOLD['answer']} in {relation}")
    ReviewerFactory(phase=shared["phase"], person=person)
    review = ReviewFactory(
        phase=shared["phase"],
        application=ApplicationFactory(call=shared["call-reviewed"]),
        reviewer=person,
        comment=f"{TOLD['review']} in {relation}",
    )
    ScoreFactory(review=review, criterion=shared["criterion-reviewed"])
    return {"application": application, "review": review}
