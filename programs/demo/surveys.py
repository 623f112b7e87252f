"""Surveys of the demo's cohorts: before and after, answered by most; the same rows come of the same `rng`."""

import datetime
import uuid
from collections import Counter

from leaders.demo import ANCHOR
from leaders.demo.bulk import add
from programs import survey_items
from programs.access import ANSWERING
from programs.models import Enrollment, Survey, SurveyAnswer, SurveyItem, SurveyResponse, SurveyTaken
from responsibilities.suppression import SMALL_SURVEY

WEEKS = datetime.timedelta(weeks=1)
TAKING_PART, WRITING = 0.85, 0.75  # shares: of those invited who answer, and of those who write something
SPREAD = (-1, 0, 0, 0, 1)
LEVELS = {"pre": (3, 3, 3, 2, 3, 3, 2, 3, 3, 2), "post": (4, 4, 4, 3, 4, 4, 3, 4, 4, 3)}
TITLES = {"pre": "How sure you feel before the program", "post": "How sure you feel now"}
INTRO = "Five minutes. There are no right answers: tell us where you stand today."
OWN = {"code": "helped_most", "kind": SurveyItem.Kind.TEXT, "text": "What helped you most, or would have?"}
WORDS = (
    "Watching each other teach and talking right after.",
    "More time with the data protocol.",
    "The role plays of coaching conversations.",
    "Meeting people in the same role from other schools.",
    "Fewer slides, more practice.",
    "A principal who knew why I was out of the building.",
    "The planning afternoons.",
    "Clear examples of feedback that worked.",
    "Writing the agenda together, and then running the meeting.",
    "Being asked instead of told.",
    "More about mathematics in the lower grades.",
    "The practice task: it made me start.",
    "Somebody to call between the evenings.",
    "Starting an hour later would help.",
    "Seeing how others use their release time.",
    "Reading student work without grading it.",
    "The list of questions for a debrief.",
    "A shorter form for the pieces of evidence.",
    "That we tried it on each other first.",
    "Hearing that it is slow for everybody.",
)


def surveys_of(cohorts, rng, today=ANCHOR, waiting=()):
    """A survey before and one after for each cohort that has begun; `rng` is a `random.Random` of the demo's seed.

    The first is asked around the first day, the second around the last; answers exist from their first day on. People
    who are `waiting` have not answered what is open today.
    """
    for cohort in sorted(cohorts, key=lambda row: row.pk):
        for moment, opens in (("pre", cohort.start - 2 * WEEKS), ("post", cohort.end - 2 * WEEKS)):
            if opens <= today:
                _survey(cohort, moment, opens, rng, waiting if opens + 4 * WEEKS >= today else ())


def _survey(cohort, moment, opens, rng, waiting):
    facts = {"title": TITLES[moment], "intro": INTRO, "opens": opens, "closes": opens + 4 * WEEKS}
    survey = add([Survey(cohort=cohort, moment=moment, **facts)])[0]
    items = survey_items.built_in(survey)
    if moment == Survey.Moment.POST:
        items.append(SurveyItem(survey=survey, place=len(items) + 1, **OWN))
    _answers(survey, add(items), rng, {person.pk for person in waiting})


def _answers(survey, items, rng, waiting):
    """Responses of most participants, in the order of their random keys like those of the site."""
    people = list(
        Enrollment.objects.filter(cohort=survey.cohort, status__in=ANSWERING)
        .order_by("pk")
        .values_list("person", "participant")
    )
    words = rng.sample(WORDS, len(WORDS))
    told = min(Counter(kind for _person, kind in people).values(), default=0) >= SMALL_SURVEY
    taken, responses, answers = [], [], []
    for person, kind in people:
        if rng.random() > TAKING_PART or person in waiting:
            continue
        taken.append(SurveyTaken(id=_key(rng), survey=survey, person_id=person))
        response = SurveyResponse(id=_key(rng), survey=survey, participant=kind if told else "")
        responses.append(response)
        said = ((item, _said(item, rng, words)) for item in items)
        answers += [SurveyAnswer(id=_key(rng), response=response, item=item, **facts) for item, facts in said if facts]
    for model, rows in ((SurveyTaken, taken), (SurveyResponse, responses), (SurveyAnswer, answers)):
        model.objects.bulk_create(sorted(rows, key=lambda row: row.pk))


def _said(item, rng, words):
    """A value; own words of some, each once."""
    if not item.is_scale:
        return {"text": words.pop()} if words and rng.random() < WRITING else {}
    level = LEVELS[item.survey.moment][item.place - 1]
    return {"value": min(max(level + rng.choice(SPREAD), 1), item.top)}


def _key(rng):
    """A random key like those of the site, that the seed decides."""
    return uuid.UUID(int=rng.getrandbits(128), version=4)
