"""The coordinator's home as plots and sentences, from `district_year` and the measures."""

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from config.charts import Chart, Series
from config.tables.cells import in_hours, number
from responsibilities.measures import percent
from responsibilities.measures.plan import Release
from responsibilities.measures.time import hours
from responsibilities.models import CoachingCycle, Stage
from responsibilities.reports.time_use_plots import HOURS, in_percent

Status = CoachingCycle.Status
THIS, BEFORE = gettext_lazy("This school year"), gettext_lazy("The year before")
EARLIER = 3  # the quiet color, for the year before and for what was promised
ENDED = (Status.COMPLETED, Status.STOPPED)


def time_and_plan(plans, link):
    """Shares of teacher leader time by category beside what appointments promise."""
    rows = [row for row in plans if row.minutes or row.planned is not None]
    apart = [row for row in rows if row.difference is not None]
    text = _("No share of time is promised for the appointments of today yet.")
    if apart:
        most = max(apart, key=lambda row: abs(row.difference))
        text = _("“%(category)s” is furthest from what was promised: %(actual)s instead of %(planned)s.") % {
            "category": most.category,
            "actual": in_percent(most.actual),
            "planned": in_percent(most.planned),
        }
    return Chart(
        "home-plan",
        _("Time by category against commitment"),
        text,
        _("Category"),
        "%",
        [row.category for row in rows],
        [
            Series(_("Actual"), [row.actual for row in rows]),
            Series(_("Promised"), [row.planned for row in rows], EARLIER),
        ],
        sideways=True,
        link=link,
    )


def reach(found, months, link):
    """Supported teachers so far by the end of each month, this year and the year before."""
    now, before = (
        _so_far(year.reach.first, span) for year, span in zip((found.now, found.before), months, strict=True)
    )
    shown = [value if month <= found.month else None for month, value in zip(months[0], now, strict=True)]
    total = found.now.reach.teachers
    text = ngettext(
        "%(count)s teacher was supported so far this school year.",
        "%(count)s different teachers were supported so far this school year.",
        total,
    ) % {"count": number(total)}
    return Chart(
        "home-reach",
        _("Reach over months"),
        f"{text} {_against(found, shown, before, months[0])}".strip(),
        _("Month"),
        _("teachers"),
        [date_format(month, "M") for month in months[0]],
        [Series(THIS, shown), Series(BEFORE, before, EARLIER)],
        link=link,
    )


def dosage(found, months, link):
    """Participant hours by month, this year and the year before."""
    now, before = (_received(year.use, span) for year, span in zip((found.now, found.before), months, strict=True))
    shown = [value if month <= found.month else None for month, value in zip(months[0], now, strict=True)]
    text = _(
        "Support received: each entry’s time multiplied by its participants. %(each)s per supported teacher so far."
    )
    return Chart(
        "home-dosage",
        _("Dosage over months"),
        text % {"each": in_hours(found.now.reach.each)},
        _("Month"),
        _("participant hours"),
        [date_format(month, "M") for month in months[0]],
        [Series(THIS, shown), Series(BEFORE, before, EARLIER)],
        link=link,
    )


def _so_far(first, months):
    total, values = 0, []
    for month in months:
        total += first.get(month, 0)
        values.append(total)
    return values


def _received(use, months):
    sums = {month: use.of_month(month).participant_minutes for month in use.months}
    return [hours(sums.get(month, 0)) for month in months]


def _against(found, now, before, months):
    if found.through is None or not before[months.index(found.through)]:
        return ""
    at = months.index(found.through)
    words = {
        "month": date_format(found.through, "F"),
        "now": number(now[at]),
        "before": number(before[at]),
    }
    return _("Through %(month)s: %(now)s, a year before %(before)s.") % words


def release(worst, every, link):
    """Promised and delivered release where the smallest share was delivered, worst first."""
    whole = Release(sum(each.promised for each in every), sum(each.delivered for each in every))
    text = _("%(share)s of the promised release was delivered at the schools: %(delivered)s of %(promised)s so far.")
    return Chart(
        "home-release",
        _("Release promised and delivered by school"),
        text
        % {
            "share": in_percent(percent(whole.delivered, whole.promised)),
            "delivered": in_hours(whole.delivered),
            "promised": in_hours(whole.promised),
        },
        _("School"),
        HOURS,
        [school for school, _release in worst],
        [
            Series(_("Delivered"), [hours(each.delivered) for _school, each in worst]),
            Series(_("Promised"), [hours(each.promised) for _school, each in worst], EARLIER),
        ],
        sideways=True,
        link=link,
    )


def cycles(stages, link):
    """Open cycles by the stage they are at, then those that ended this school year."""
    at = [sum(stages.get((status, stage), 0) for status in (Status.RUNNING, Status.PAUSED)) for stage in Stage]
    ended = [sum(count for (held, _s), count in stages.items() if held == status) for status in ENDED]
    paused = sum(count for (status, _stage), count in stages.items() if status == Status.PAUSED)
    share = percent(ended[0], sum(ended))
    text = _("%(open)s open, %(paused)s of them paused. Of those that ended this school year %(share)s were completed.")
    figures = {"open": number(sum(at)), "paused": number(paused), "share": in_percent(share)}
    return Chart(
        "home-cycles",
        _("Coaching cycles from goal to end"),
        text % figures if share is not None else _("%(open)s open, %(paused)s of them paused.") % figures,
        _("Stage"),
        _("cycles"),
        [*(capfirst(stage.label) for stage in Stage), *(capfirst(status.label) for status in ENDED)],
        [Series(_("Cycles"), [*at, *ended])],
        sideways=True,
        link=link,
    )
