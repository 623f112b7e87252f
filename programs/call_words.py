"""Questions and criteria of a call in one line of words, for its pages and its history."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leaders import history
from programs.models import Criterion

history.WORDS |= {"question": gettext_lazy("question"), "criterion": gettext_lazy("criterion")}


def name_of(part):
    """What history calls a part."""
    return "criterion" if isinstance(part, Criterion) else "question"


def in_full(part):
    """A part with all that it asks: “Why do you apply? (long answer, required)”."""
    further = part.description if isinstance(part, Criterion) else " ".join([part.help, " / ".join(part.options)])
    return " ".join(f"{part.text} ({facts(part)}) {further}".split())


def facts(part):
    """What is said of a part behind its text."""
    return of_criterion(part) if isinstance(part, Criterion) else of_question(part)


def of_question(question):
    """“long answer, required, at most 300 words”."""
    found = [question.get_kind_display(), _("required") if question.required else _("may be left out")]
    if question.word_limit:
        text = ngettext("at most %(count)s word", "at most %(count)s words", question.word_limit)
        found.append(text % {"count": question.word_limit})
    return ", ".join(found)


def of_criterion(criterion):
    """“weight 2, scores from 0 to 4”."""
    words = {"weight": criterion.weight, "highest": criterion.highest}
    return _("weight %(weight)s, scores from 0 to %(highest)s") % words
