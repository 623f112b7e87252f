"""R1: who counts as a STEM teacher leader on a date, and why not, by role, discipline and school."""

from collections import Counter
from decimal import Decimal

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from config.charts import Chart, Series
from config.tables import Stat
from leaders import definition, measures, reports
from leaders.models import Appointment, District, Person
from programs.filters.report_choices import RosterChoice
from programs.reports import roster_parts
from programs.reports.about import about
from programs.reports.document import Document, Figure, Head
from programs.reports.registry import report

TITLE = gettext_lazy("Roster of teacher leaders")
MOST = 500
NUMBER = "number"


@report(
    code="R1",
    slug="roster",
    title=TITLE,
    text=gettext_lazy("Who counts as a STEM teacher leader on a date, and for everyone else the reason why not."),
    permission="leaders.view_roster",
    form=RosterChoice,
)
def roster(user, chosen, today):
    """All people of the roster are judged in one statement; figures and list come from its answer."""
    on, district = chosen["on"], District.current()
    people = reports.roster(Person.objects.visible_to(user), district, on)
    people = narrowed(people, user, chosen, district).order_by("-rank", "family_name", "given_name", "pk")
    judged = list(people.values_list("pk", "rank", "tl_fte"))
    counted = [pk for pk, rank, _fte in judged if rank == definition.COUNTED]
    return Document(
        code="R1",
        title=TITLE,
        period=date_format(on),
        about=about(chosen),
        stats=stats(judged, len(counted)),
        figures=[
            *roster_parts.figures(user, on, set(counted)),
            *reasons(judged),
            *listed(user, on, district, judged, address(chosen)),
        ],
        remarks=[
            _("Teacher leader is a status on a date: it follows from appointments, roles, release and pay."),
            _("Names of people stand in this report: it is for whoever may read the roster."),
        ],
    )


def narrowed(people, user, chosen, district):
    """Those with an appointment of the year, as far as the reader may see it, that fits each choice."""
    year = Appointment.objects.visible_to(user).standing().touching(*district.school_year_span(chosen["on"]))
    held = year.filter(person=OuterRef("pk"))
    if role := chosen.get("role"):
        people = people.filter(Exists(held.filter(position__role=role)))
    if discipline := chosen.get("discipline"):
        people = people.filter(Exists(held.filter(position__role__discipline_shares__discipline=discipline)))
    return people.filter(Exists(held.at(chosen["school"]))) if chosen.get("school") else people


def stats(judged, heads):
    fte = sum((fte for _pk, _rank, fte in judged), Decimal(0)).quantize(measures.THOUSANDTH)
    return [
        Stat(_("Headcount"), heads, _("people counted on the date")),
        Stat(_("TL FTE"), fte, _("release × STEM share on the date")),
        Stat(_("On the roster"), len(judged), _("counted or not, this school year")),
    ]


def address(chosen):
    """The roster page of the same choice."""
    kept = {name: chosen[name].pk for name in ("school", "role", "discipline") if chosen.get(name)}
    return f"{reverse('leaders:roster')}?{urlencode({'on': chosen['on'].isoformat(), **kept})}"


def reasons(judged):
    """Why those who do not count do not: how many for each reason."""
    found = Counter(rank for _pk, rank, _fte in judged if rank != definition.COUNTED)
    if not found:
        return []
    rows = [(definition.reason(rank) % reports.UNKNOWN_DATES, count) for rank, count in found.most_common()]
    people = sum(found.values())
    text = ngettext(
        "%(count)s person is on the roster and does not count.",
        "%(count)s people are on the roster and do not count.",
        people,
    )
    summary = text % {"count": people}
    return [
        Figure(
            "reasons",
            _("Why not counted"),
            summary,
            [Head(_("Reason")), Head(_("People"), NUMBER)],
            [list(row) for row in rows],
            total=[_("Not counted"), people],
            chart=Chart(
                "reasons",
                _("Why not counted"),
                summary,
                _("Reason"),
                _("people"),
                [label for label, _count in rows],
                [Series(_("People"), [count for _label, count in rows])],
                sideways=True,
            ),
            note=_("Of several appointments, the one nearest to counting decides."),
        )
    ]


def listed(user, on, district, judged, url):
    """The roster itself: who counts first; pay only for who sees pay."""
    if not judged:
        return []
    sees_pay = user.may("leaders.view_pay")
    chosen = judged[:MOST]
    people = Person.objects.visible_to(user).filter(pk__in=[pk for pk, _rank, _fte in chosen])
    people = reports.with_year(people, Appointment.objects.visible_to(user), district, on, with_pay=sees_pay)
    found = {person.pk: person for person in people}
    rows = []
    for pk, rank, fte in chosen:
        person = found[pk]
        person.rank, person.tl_fte = rank, fte
        rows.append([*line(person, on), *(pay_of(person, district.school_year_span(on)) if sees_pay else [])])
    note = _("The first %(count)s; the roster itself has them all.") % {"count": MOST}
    return [
        Figure(
            "roster",
            _("The roster"),
            _("Everyone who is appointed in the school year or holds an award, with the reason why they count or not."),
            [*heads(), *(pay_heads() if sees_pay else [])],
            rows,
            note=note if len(judged) > MOST else "",
            url=url,
        )
    ]


def heads():
    return [
        Head(_("Name")),
        Head(_("Counted")),
        Head(_("Why not")),
        Head(_("Role")),
        Head(_("Site")),
        Head(_("Release FTE"), NUMBER),
        Head(_("TL FTE"), NUMBER),
        Head(_("Last day"), "date"),
    ]


def pay_heads():
    return [Head(_("Pay this school year"), "money"), Head(_("Paid by"))]


def line(person, on):
    """What the roster says of a person loaded with the appointments of the year."""
    counted = person.rank == definition.COUNTED
    return [
        person.sort_name,
        _("Yes") if counted else _("No"),
        None if counted else reports.reason(person),
        ", ".join(dict.fromkeys(row.position.label for row in person.of_year)),
        ", ".join(reports.sites(person)),
        reports.release(person, on),
        person.tl_fte.quantize(measures.THOUSANDTH),
        max((row.end for row in person.of_year), default=None),
    ]


def pay_of(person, span):
    return [reports.earned(person, *span), reports.paid_by(person)]
