"""Rules of surveys: each refuses with what is wrong and how to mend it, or stays silent."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from programs.access import ANSWERING
from responsibilities.rules import shown
from responsibilities.suppression import SMALL_SURVEY


def check_not_over(survey, today):
    """What is over stays as it is: opened again, one more answer could be told from the results shown before."""
    if survey.is_over(today):
        raise ValidationError(
            _("This survey ended on %(day)s and its results show. Make a new one instead.")
            % {"day": shown(survey.closes)}
        )


def check_closes(survey, today):
    """The last day lies ahead or is today, so that nobody is shut out who was about to answer."""
    if survey.closes < today:
        raise ValidationError({"closes": _("Choose today or a later day.")})


def check_items_open(survey, today):
    """Questions change until somebody answered: afterwards answers would stand beside words they were not given to."""
    check_not_over(survey, today)
    if survey.taken.exists():
        raise ValidationError(_("Somebody answered this survey, so its questions stay as they are."))


def check_start(start, cohort):
    """A copy needs a survey before the program to copy from."""
    if start == "pre" and not cohort.surveys.filter(moment="pre").exists():
        raise ValidationError({"start": _("The cohort has no survey before the program to copy.")})


def check_answering(survey, person, today, version):
    """Open, asks this person, and with the questions that they saw."""
    if not survey.is_open(today):
        words = {"first": shown(survey.opens), "last": shown(survey.closes)}
        raise ValidationError(_("This survey takes answers from %(first)s to %(last)s.") % words)
    if not survey.cohort.enrollments.filter(person=person, status__in=ANSWERING).exists():
        raise ValidationError(_("This survey asks the participants of another cohort."))
    if version is not None and version != survey.version:
        raise ValidationError(
            _("The questions changed while you answered. What you chose is kept: look through it and send it again.")
        )


def check_answers(answers):
    if not answers:
        raise ValidationError(_("Answer at least one question."))


def participant_kept(survey, person):
    """As what someone takes part, for their response; nothing unless each kind of the cohort has ten people.

    One small kind would make the others' answers tell its own.
    """
    rows = survey.cohort.enrollments.filter(status__in=ANSWERING).values_list("person_id", "participant")
    kinds = dict(rows)
    sizes = Counter(kinds.values())
    return kinds[person.pk] if min(sizes.values()) >= SMALL_SURVEY else ""
