"""R9: what Title II, Part A money is committed to in a fiscal year, and what the people it pays do with their time."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.tables import Stat
from config.tables.cells import money
from leaders import commitments, measures
from leaders.models import Appointment, District, FundingSource, year_label
from programs.filters.report_choices import FiscalYearChoice
from programs.reports import title_ii_a_money as spent
from programs.reports import title_ii_a_work as work
from programs.reports.document import Document
from programs.reports.registry import report
from responsibilities.measures import percent, reach_of_some
from responsibilities.models import Reached

TITLE = gettext_lazy("Title II, Part A: use of funds")
SOURCES = (
    gettext_lazy(
        "ESEA section 2103(b)(3), 20 U.S.C. 6613: uses that a district may choose include teacher advancement with "
        "several career paths, such as instructional coaching and mentoring, also in hybrid roles beside the own "
        "classroom, and professional development and support in STEM subjects, computer science included."
    ),
    gettext_lazy("ESEA section 2301: the money adds to state and local money and does not take its place."),
    gettext_lazy(
        "2 CFR 200.430: pay from federal money rests on records of the work that was done; a budget is no such record."
    ),
    gettext_lazy("What is allowable is for the district and its state to judge; this report only quotes the sources."),
    gettext_lazy(
        "Not kept here yet: what was earned and paid, and certifications of time and effort. Dollars in this report "
        "are what approved and proposed appointments commit."
    ),
    gettext_lazy("The report describes what people who are paid did. It does not say what came of it."),
)


@dataclass(frozen=True)
class Pack:
    """All that the report is made of; `paid` are (appointment, key of the fund, dollars)."""

    funds: list
    committed: dict
    paid: list

    @property
    def by_appointment(self):
        """`{appointment: dollars}` of all funds together."""
        found = defaultdict(Decimal)
        for row, _fund, dollars in self.paid:
            found[row] += dollars
        return dict(found)

    @property
    def budget(self):
        return sum((fund.budget for fund in self.funds), Decimal(0))

    @property
    def total(self):
        return sum(self.committed.values(), Decimal(0))


@report(
    code="R9",
    slug="title-ii-a",
    title=TITLE,
    text=gettext_lazy("What Title II, Part A money is committed to, whom it pays, and what they do with their time."),
    permission="leaders.view_funding",
    form=FiscalYearChoice,
)
def title_ii_a(user, chosen, today):
    """For the coordinator and the business office: it names who is paid."""
    district, year = District.current(), chosen["year"]
    span = district.fiscal_year_dates(year)
    pack = packed(user, district, year, span)
    leaders = {row.person_id for row in pack.by_appointment}
    reach = reach_of_some(Reached.objects.filter(leader__in=leaders, school_year=year))
    return Document(
        code="R9",
        title=TITLE,
        period=_("Fiscal year %(year)s") % {"year": year_label(year)},
        about=[(_("Funds"), ", ".join(map(str, pack.funds)) or _("none"))],
        stats=stats(pack, span, reach),
        figures=[
            *spent.figures(pack, span),
            *work.figures(pack, span, reach, year),
        ],
        remarks=[*(() if pack.funds else [_("No fund of this kind is recorded for the fiscal year.")]), *SOURCES],
    )


def packed(user, district, year, span):
    """The funds that may pay in the fiscal year, and what they are committed to."""
    start, end = span
    funds = FundingSource.objects.visible_to(user).filter(kind=FundingSource.Kind.TITLE_II_A)
    funds = list(funds.filter(Q(start=None) | Q(start__lte=end), Q(end=None) | Q(end__gte=start)))
    paid = commitments.by_appointment_and_fund(funds, district, year)
    committed = {fund.pk: Decimal(0) for fund in funds}
    for _row, key, dollars in paid:
        committed[key] += dollars
    return Pack(funds, committed, paid)


def stats(pack, span, reach):
    if not pack.funds:
        return []
    keys = [row.pk for row in pack.by_appointment]
    staffing = measures.staffing(Appointment.objects.approved().filter(pk__in=keys), *span)
    share = percent(pack.total, pack.budget)
    note = _("%(share)s%% of the budget of %(budget)s") % {"share": share, "budget": money(pack.budget)}
    return [
        Stat(_("Committed"), money(pack.total), note if share is not None else ""),
        Stat(
            _("People paid"), len({row.person_id for row in pack.by_appointment}), _("by these funds, in part or whole")
        ),
        Stat(_("Teacher leaders among them"), len(staffing.people), _("counted on some day of the fiscal year")),
        Stat(_("TL FTE"), staffing.tl_fte, _("over the fiscal year")),
        Stat(_("Supported teachers"), reach.teachers, _("different people, by those who are paid")),
    ]
