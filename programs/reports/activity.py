"""R12: two weeks of the log of one teacher leader or one school; of the whole district the months they lie in.

The log itself is read only through what the reader may see, by the index of the leader or the site and the date, and no
more than `MOST` entries of it. Nothing here touches what was said (tier C).
"""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.tables import Link, Stat, Time
from leaders.models import District
from programs.biweekly import DAY, period_of
from programs.filters.report_choices import ActivityChoice
from programs.reports import activity_parts as parts
from programs.reports import time_use
from programs.reports.about import about, month_name
from programs.reports.document import Document
from programs.reports.registry import report
from responsibilities import access
from responsibilities.models import Activity
from responsibilities.reports import time_use as reports

TITLE = gettext_lazy("Two weeks of activity")
MOST = 1000


@report(
    code="R12",
    slug="activity",
    title=TITLE,
    text=gettext_lazy("What a teacher leader, or all at a school, did in two weeks, with whom, and what is to follow."),
    permission="responsibilities.view_activities",
    form=ActivityChoice,
)
def activity(user, chosen, today):
    """Of who is chosen; without a choice the own school, the own log, or for the coordinator the district's months."""
    if access.is_coordinator(user) and not (chosen.get("leader") or chosen.get("school")):
        return of_district(user, chosen, today)
    entries = list(entries_of(user, chosen)[: MOST + 1])
    shown, period = entries[:MOST], chosen["period"]
    supports = parts.supports_of(user, shown)
    return Document(
        code="R12",
        title=TITLE,
        period=str(period),
        about=about(chosen),
        stats=parts.stats(shown, supports),
        figures=[
            *parts.sums(shown),
            *parts.teachers(supports),
            *parts.listed(user, shown, supports, log_of(chosen)),
            *parts.follow_ups(user, chosen, today),
        ],
        remarks=[
            *([_("Only the latest %(count)s entries are in it.") % {"count": MOST}] if len(entries) > MOST else []),
            _("Entries that were handed in; what is planned or still a draft is not in it. Notes are in no report."),
        ],
        ways=ways(chosen),
    )


def entries_of(user, chosen):
    """Entries of the two weeks, the newest first; of a leader the own ones, not those about support they got."""
    period, school = chosen["period"], chosen.get("school")
    leader = reports.leader_of(user, chosen) if access.sees_own_time(user) else None
    rows = Activity.objects.visible_to(user).counted().between(period.start, period.end)
    rows = rows.filter(leader=leader) if leader else rows
    rows = rows.filter(site=school) if school else rows
    if user.school_ids and not access.is_coordinator(user):
        rows = rows.filter(site__in=user.school_ids)
    return rows.select_related("leader", "category", "site").order_by("-date", "-pk")


def of_district(user, chosen, today):
    """The months that the two weeks lie in, from the sums of the district."""
    period = chosen["period"]
    months = {"year": chosen["year"], "start": period.start.replace(day=1), "end": period.end.replace(day=1)}
    found = reports.report(user, months, today)
    return Document(
        code="R12",
        title=TITLE,
        period=" – ".join(dict.fromkeys(month_name(months[end]) for end in ("start", "end"))),
        about=[(_("Two weeks"), str(period))],
        stats=[Stat(_("Time"), Time(found.use.total.minutes), _("in the whole months that the two weeks lie in"))],
        figures=[time_use.by_category(found, months), time_use.by_month(found)] if found.use.cells else [],
        remarks=[_("For the district these are whole months. Choose a teacher leader or a school for the two weeks.")],
        ways=ways(chosen),
    )


def ways(chosen):
    """The two weeks before and after, of whom it is about."""
    period = chosen["period"]
    near = ((_("Two weeks before"), period.start - DAY), (_("Two weeks after"), period.end + DAY))
    return tuple(Link(label, address(period_of(day), chosen)) for label, day in near)


def address(period, chosen):
    kept = {name: f"#{chosen[name].pk}" for name in ("school", "leader") if chosen.get(name)}
    query = {"year": District.current().school_year(period.start), "period": period.start.isoformat(), **kept}
    return f"{reverse('programs:report-detail', args=['activity'])}?{urlencode(query)}"


def log_of(chosen):
    """The log of the same days; of a leader by their name."""
    period, leader, school = chosen["period"], chosen.get("leader"), chosen.get("school")
    query = {"date_after": period.start.isoformat(), "date_before": period.end.isoformat()}
    query |= ({"q": f"{leader.given_name} {leader.family_name}"} if leader else {}) | (
        {"site": school.pk} if school else {}
    )
    return f"{reverse('responsibilities:activity-list')}?{urlencode(query)}"
