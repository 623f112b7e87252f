"""What the coordinator's home shows of the log: headline figures to date, and plots; each with the report behind it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.panels import counts
from config.tables import Link, Stat
from config.tables.cells import in_hours, number
from leaders.models import District
from leaders.years import a_year_before, this_year
from responsibilities import access, measures
from responsibilities.measures import DEFINITIONS
from responsibilities.models import next_month
from responsibilities.reports import district_year, home_plots
from responsibilities.reports.time_use_plots import in_percent

MOST = 12
OF_RELEASE = "?columns=promised&columns=delivered&columns=honored"
COMPLETED = "?status=completed&end_after={}&end_before={}"


@counts("figures", order=20)
def log_to_date(request):
    """Time, direct share, supported teachers, reach and completed cycles of this school year."""
    if not access.is_coordinator(request.user):
        return []
    today = timezone.localdate()
    found = district_year.at_a_glance(request.user, today)
    total, (time, direct, reach) = found.now.use.total, _beside(found)
    time_report, reach_report = (reverse(f"responsibilities:{name}-report") for name in ("time-use", "reach"))
    of_eligible = _("of %(count)s STEM-teaching teachers at covered schools") % {"count": number(found.share.eligible)}
    first, _last = District.current().school_year_span(today)
    ended = reverse("responsibilities:cycle-list") + COMPLETED.format(first, today)
    before = _("%(figure)s a year ago") % {"figure": number(found.completed_before)}
    return [
        Stat(_("Leader hours this school year"), _in_whole_hours(total.minutes), time, time_report),
        Stat(DEFINITIONS["direct"].label, in_percent(total.direct_percent), direct, time_report),
        Stat(_("Supported teachers"), found.now.reach.teachers, reach, reach_report),
        Stat(DEFINITIONS["reach"].label, in_percent(found.share.percent), of_eligible, reach_report),
        Stat(_("Coaching cycles completed"), found.completed, before, ended),
    ]


def _beside(found):
    """Notes that compare both years through the last month that is over: time, direct share, teachers."""
    if found.through is None:
        return "", "", ""
    (time, teachers), (before, teachers_before) = (
        found.now.until(found.through),
        found.before.until(a_year_before(found.through)),
    )
    pairs = [
        (_in_whole_hours(time.minutes), _in_whole_hours(before.minutes)),
        (in_percent(time.direct_percent), in_percent(before.direct_percent)),
        (number(teachers), number(teachers_before)),
    ]
    month = date_format(found.through, "F")
    text = _("%(now)s through %(month)s, %(before)s a year before")
    return [text % {"now": now, "before": then, "month": month} for now, then in pairs]


def _in_whole_hours(minutes):
    """“4,310 h”: a headline needs no minutes, the report behind it has them."""
    return in_hours(60 * round(minutes / 60))


@counts("plots", order=10)
def time_and_release(request):
    """Time by category against commitment, and release by school where it is delivered least."""
    if not access.is_coordinator(request.user):
        return []
    today, year = timezone.localdate(), this_year()
    found, made = district_year.at_a_glance(request.user, today), []
    if found.now.use.cells:
        plans = measures.plan_and_actual(found.now.use, measures.promised_shares(today))
        made.append(home_plots.time_and_plan(plans, Link(_("Time use"), reverse("responsibilities:time-use-report"))))
    every = measures.release_by_site(year, today)
    worst = district_year.worst(every, MOST)
    link = Link(_("All schools"), reverse("responsibilities:reach-report") + OF_RELEASE)
    return [*made, home_plots.release(worst, every.values(), link)] if worst else made


@counts("plots", order=20)
def reach_and_dosage(request):
    """Reach and dosage over months, beside the year before."""
    if not access.is_coordinator(request.user):
        return []
    found, year = district_year.at_a_glance(request.user, timezone.localdate()), this_year()
    if not (found.now.reach.teachers or found.before.reach.teachers):
        return []
    months = [list(_months_of(each)) for each in (year, year - 1)]
    link = Link(_("Reach and dosage"), reverse("responsibilities:reach-report"))
    return [home_plots.reach(found, months, link), home_plots.dosage(found, months, link)]


@counts("plots", order=30)
def cycles(request):
    """Coaching cycles by stage."""
    if not access.is_coordinator(request.user):
        return []
    stages = district_year.at_a_glance(request.user, timezone.localdate()).cycles
    link = Link(_("Coaching cycles"), reverse("responsibilities:cycle-list"))
    return [home_plots.cycles(stages, link)] if stages else []


def _months_of(year):
    month, last = District.current().school_year_dates(year)
    while month <= last:
        yield month
        month = next_month(month)
