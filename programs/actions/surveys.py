"""Surveys: made, changed, their questions edited, and answered once by each participant."""

from itertools import count

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from leaders.actions.records import add_records, claim, in_words, remove_record, save_record
from programs import survey_items
from programs import survey_rules as rules
from programs.models import Survey, SurveyAnswer, SurveyItem, SurveyResponse, SurveyTaken
from responsibilities.rules import today


class Start(models.TextChoices):
    """What a new survey begins with."""

    BUILT_IN = "built_in", _("ten questions on self-efficacy, built in")
    PRE = "pre", _("a copy of the cohort’s survey before the program")
    EMPTY = "empty", _("no questions yet")


@transaction.atomic
def create_survey(*, survey, start, by):
    """A new survey of `survey.cohort` with the questions that it starts with."""
    rules.check_closes(survey, today())
    rules.check_start(start, survey.cohort)
    save_record(record=survey, by=by)
    add_records(_first_items(survey, start), by=by)
    return survey


@transaction.atomic
def change_survey(*, survey, by, reason="", version=None):
    """Change title, dates and introduction until the survey is over."""
    rules.check_not_over(_locked(survey), today())
    rules.check_closes(survey, today())
    return save_record(record=survey, by=by, reason=reason, version=version)


@transaction.atomic
def save_item(*, item, by, reason="", version=None):
    """Add or change a question; `item.place` is where it goes, the others move."""
    survey = _open_for_items(item.survey)
    item.code = item.code or _code_for(item, set(survey.items.values_list("code", flat=True)))
    save_record(record=item, by=by, reason=reason, version=version)
    others = list(survey.items.exclude(pk=item.pk))
    others.insert(min(max(item.place, 1), len(others) + 1) - 1, item)
    _number(others)
    return item


@transaction.atomic
def remove_item(*, item, by, reason="", version=None):
    survey = _open_for_items(item.survey)
    remove_record(record=item, by=by, reason=reason, version=version)
    _number(list(survey.items.all()))


@transaction.atomic
def answer(*, survey, person, answers, version=None):
    """Take somebody's answers, once: `answers` are (question, value or None, own words). History keeps none of it.

    Who answered and what was answered become rows that share no key and no time (`SurveyTaken`, `SurveyResponse`).
    """
    row = _locked(survey)
    rules.check_answering(row, person, today(), version)
    rules.check_answers(answers)
    taken = SurveyTaken(survey=row, person=person)
    with in_words(taken):
        taken.save(force_insert=True)
    response = SurveyResponse(survey=row, participant=rules.participant_kept(row, person))
    given = [SurveyAnswer(response=response, item=item, value=value, text=text) for item, value, text in answers]
    _write_anew(row, response, given)


def _write_anew(survey, response, given):
    """Write all answers of a survey again with the new ones, in the order of their random keys.

    A database remembers which transaction wrote a row, and in which order rows came: written anew with each response,
    all of a survey's look as if they came together, and no order tells whose they are.
    """
    responses = [*survey.responses.all(), response]
    answers = [*SurveyAnswer.objects.filter(response__survey=survey), *given]
    SurveyAnswer.objects.filter(response__survey=survey).delete()
    survey.responses.all().delete()
    SurveyResponse.objects.bulk_create(_by_key(responses))
    SurveyAnswer.objects.bulk_create(_by_key(answers))


def _by_key(rows):
    return sorted(rows, key=lambda row: row.pk)


def _first_items(survey, start):
    if start == Start.BUILT_IN:
        return survey_items.built_in(survey)
    if start == Start.PRE:
        return survey_items.copies(survey, survey.cohort.surveys.get(moment=Survey.Moment.PRE))
    return []


def _code_for(item, taken):
    """A code of the question's own words, so that the same question asked before and after is compared."""
    stem = slugify(item.text)[:32] or "own"
    codes = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(code for code in codes if code not in taken)


def _open_for_items(survey):
    """The survey with a new version, which tells whoever is answering that its questions changed."""
    row = _locked(survey)
    rules.check_items_open(row, today())
    claim(row, None)
    return row


def _number(items):
    for place, item in enumerate(items, start=1):
        item.place = place
    SurveyItem.objects.bulk_update(items, ["place"])


def _locked(survey):
    """The row as it stands; answers and changes to the questions wait for each other."""
    return Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
