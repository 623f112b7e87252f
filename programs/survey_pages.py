"""Results of surveys as plots, tables, sentences and files: never by person, never without ten people."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.charts import Chart, Series
from config.tables.cells import number
from programs.models import Enrollment

RULE = gettext_lazy(
    "Shown are figures of ten people at least. They describe what was answered; they do not say what caused it. "
    "Before and after, different people may have answered."
)
MOST_VALUES = 10


def charts(found):
    """A plot per question with values: how many chose what, beside the survey before the program where it fits."""
    return [_chart(one) for one in found.items if one.counts]


def _chart(one):
    series = [Series(_("answers"), one.counts)]
    if one.before is not None:
        series = [Series(_("before"), one.before.counts, color=2), Series(_("after"), one.counts, color=1)]
    return Chart(
        key=f"item-{one.item.pk}",
        title=one.item.text,
        summary=in_words(one),
        head=_("Answer"),
        unit=_("people"),
        labels=one.item.labels,
        series=series,
        sideways=one.item.top > 5 or not one.item.is_scale,
    )


def in_words(one):
    """What a plot shows, as a sentence."""
    words = {"people": one.people, "top": one.item.top}
    if one.mean is None:
        most = one.counts.index(max(one.counts))
        words["label"] = one.item.labels[most]
        return _("%(people)s people answered; most often: %(label)s.") % words
    words["mean"] = rounded(one.mean)
    if one.before is None:
        return _("%(people)s people answered; mean %(mean)s on a scale from 1 to %(top)s.") % words
    words |= {"earlier": rounded(one.before.mean), "people_before": one.before.people}
    return (
        _(
            "Mean %(earlier)s of %(people_before)s people before, %(mean)s of %(people)s people after, on a scale "
            "from 1 to %(top)s."
        )
        % words
    )


def rounded(mean):
    """A mean with one decimal, as people read it."""
    return number(round(mean, 1))


def difference(one, places=1):
    """Mean after less mean before, of the means as they are shown, so that readers come to the same."""
    return round(round(one.mean, places) - round(one.before.mean, places), places)


def signed(one):
    """That difference with its sign; a true minus, as it is read aloud."""
    change = difference(one)
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f"{sign}{number(abs(change))}"


def by_kind(found):
    """`(kinds, [(question, [(kind, group or None)])])` of what is split by kind of participants."""
    split = [one for one in found.items if one.groups]
    there = {group.participant for one in split for group in one.groups}
    kinds = [kind for kind in Enrollment.Participant if kind in there]
    rows = [(one.item, [(kind.label, _of_kind(one, kind)) for kind in kinds]) for one in split]
    return [kind.label for kind in kinds], rows


def _of_kind(one, kind):
    return next((group for group in one.groups if group.participant == kind), None)


def own_words(found):
    """`[(question, texts)]` of own words that ten people wrote; their order is that of random keys."""
    return [(one.item, one.texts) for one in found.items if one.texts]


def sheet(found):
    """`(header, rows)` of the file: a line per question and kind of participants; no own words."""
    header = [
        _("Question"),
        _("Participants"),
        _("Answered by"),
        _("People"),
        _("Mean"),
        _("People before"),
        _("Mean before"),
        _("Difference of means"),
        *(_("Chose %(value)s") % {"value": value} for value in range(1, MOST_VALUES + 1)),
    ]
    return header, [line for one in found.items for line in _lines(one)]


def _lines(one):
    hidden = _("not shown")
    kind = one.item.get_kind_display()
    if one.people is None:
        return [[one.item.text, _("all"), kind, hidden]]
    before = one.before
    compared = [before.people, round(before.mean, 2), difference(one, 2)] if before is not None else [None] * 3
    whole = [one.item.text, _("all"), kind, one.people, _in_file(one.mean), *compared, *one.counts[:MOST_VALUES]]
    groups = [[one.item.text, str(group.label), kind, *_of_group(group)] for group in one.groups]
    return [whole, *groups]


def _of_group(group):
    return [_("not shown")] * 2 if group.people is None else [group.people, _in_file(group.mean)]


def _in_file(mean):
    return None if mean is None else round(mean, 2)


def files(address):
    """`[(label, address)]` of the same page as files."""
    return [("CSV", address.url(export="csv")), ("Excel", address.url(export="xlsx"))]
