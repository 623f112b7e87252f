"""The part of R4 about schools: reach at each, how it is spread, and where nobody was reached."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from config.charts import Chart, Series
from leaders.models import Person, School
from programs.reports.document import HIDDEN, Figure, Head
from responsibilities import access, measures
from responsibilities.measures import DEFINITIONS, percent
from responsibilities.reports import reach as reports
from responsibilities.reports import reach_plots as plots

NUMBER, SHARE = "number", "percent"
MOST_BARS, MOST_NAMES = 40, 200
# Bands of reach, in percent: the least of each.
STEPS = (
    (0, gettext_lazy("nobody")),
    (1, gettext_lazy("under 25%")),
    (25, gettext_lazy("25% to under 50%")),
    (50, gettext_lazy("50% to under 75%")),
    (75, gettext_lazy("75% and more")),
)


def figures(reader, found, leader, chosen, address):
    """Reach by school; for who may see the lists also schools and teachers never reached."""
    if found.reach is None:
        return []
    schools = list(reports.schools_of(reader, chosen).order_by("name", "pk"))
    made = [by_school(found, schools, leader, address)] if schools else []
    if leader is not None:
        return made
    if len(schools) > 1:
        made.append(spread(found, schools))
    return [*made, *never_schools(reader, chosen), *never_teachers(reader, chosen)]


def by_school(found, schools, leader, address):
    """A line for each school; without shares for one leader, whose teachers are no share of a school's reach."""
    chart = plots.at_schools([(row, plots.share(row, found.hidden_schools)) for row in schools])
    return Figure(
        "schools",
        _("Reach by school"),
        chart.summary if leader is None else _("Where the supported teachers teach."),
        [
            Head(_("School")),
            Head(_("STEM-teaching teachers"), NUMBER),
            Head(_("Supported teachers"), NUMBER),
            Head(DEFINITIONS["reach"].label, SHARE),
            Head(_("Support"), "minutes"),
            Head(_("Support per teacher"), "minutes"),
        ],
        [school_line(row, found.hidden_schools, leader) for row in schools],
        total=all_schools(found, leader),
        chart=chart if leader is None and 1 < len(schools) <= MOST_BARS else None,
        definitions=(DEFINITIONS["reach"], DEFINITIONS["dosage"]),
        note=_("A teacher who was supported at two schools stands at both, and once in the total."),
        url=address,
    )


def school_line(row, hidden, leader):
    if row.pk in hidden:
        return [row.name, row.eligible_teachers, *[HIDDEN] * 4]
    share = percent(row.supported, row.eligible_teachers) if leader is None else None
    each = round(row.support_minutes / row.supported) if row.supported else None
    return [row.name, row.eligible_teachers, row.supported, share, row.support_minutes, each]


def all_schools(found, leader):
    reach, whole = found.reach, leader is None
    share = found.percent if whole else None
    eligible = (found.eligible or None) if whole else None
    return [_("All schools"), eligible, reach.teachers, share, reach.minutes, reach.each or None]


def spread(found, schools):
    """How many schools have how much reach; those that are not to be seen or not known apart."""
    seen = [row for row in schools if row.pk not in found.hidden_schools]
    shares = [percent(row.supported, row.eligible_teachers) for row in seen]
    known = [share for share in shares if share is not None]
    counts = [sum(step_of(share) == at for share in known) for at in range(len(STEPS))]
    rows = [[str(label), count] for (_least, label), count in zip(STEPS, counts, strict=True)]
    rest = [
        [_("number of teachers not known"), len(shares) - len(known)],
        [_("not shown, to protect people"), len(schools) - len(seen)],
    ]
    text = ngettext(
        "At %(count)s covered school nobody was reached.", "At %(count)s covered schools nobody was reached.", counts[0]
    )
    summary = text % {"count": counts[0]}
    return Figure(
        "spread",
        _("Schools by reach"),
        summary,
        [Head(DEFINITIONS["reach"].label), Head(_("Schools"), NUMBER)],
        rows + [row for row in rest if row[1]],
        total=[_("All schools"), len(schools)],
        chart=Chart(
            "spread",
            _("Schools by reach"),
            summary,
            DEFINITIONS["reach"].label,
            _("schools"),
            [row[0] for row in rows],
            [Series(_("Schools"), [row[1] for row in rows])],
        ),
        definitions=(DEFINITIONS["reach"],),
    )


def step_of(share):
    """Which of `STEPS` a reach in percent belongs to; the smallest one above none is under 25%."""
    return max(at for at, (least, _label) in enumerate(STEPS) if share >= least or (at == 1 and share > 0))


def never_schools(reader, chosen):
    """Open schools none of whose teachers was supported: for who may see that list."""
    if not reader.may("responsibilities.view_reach") or chosen.get("school"):
        return []
    schools = list(measures.never_reached_schools(School.objects.visible_to(reader), chosen["year"]).order_by("name"))
    text = ngettext(
        "At %(count)s open school, covered or not, no teacher was supported.",
        "At %(count)s open schools, covered or not, no teacher was supported.",
        len(schools),
    )
    return [
        Figure(
            "never-schools",
            _("Schools never reached"),
            text % {"count": len(schools)},
            [Head(_("School")), Head(_("Level")), Head(_("Title I")), Head(_("STEM-teaching teachers"), NUMBER)],
            [[row.name, row.get_level_display(), yes_or_no(row.title_i), row.eligible_teachers] for row in schools],
            url=f"{reverse('responsibilities:never-reached-schools')}?year={chosen['year']}",
        )
    ]


def yes_or_no(value):
    return _("Yes") if value else _("No")


def never_teachers(reader, chosen):
    """Teachers whom nobody supported, by school: for the coordinator and principals; of chosen schools also names."""
    if not (access.is_coordinator(reader) or reader.school_ids):
        return []
    people = Person.objects.visible_to(reader)
    if keys := reports.places_of(reader, chosen):
        people = people.filter(home_school__in=keys)
    rows = measures.never_reached(people, chosen["year"]).order_by()
    found = list(rows.values_list("home_school__name").annotate(n=Count("pk")).order_by("home_school__name"))
    total = sum(count for _school, count in found)
    text = ngettext("%(count)s teacher was never supported.", "%(count)s teachers were never supported.", total)
    counted = Figure(
        "never-teachers",
        _("Teachers never reached"),
        text % {"count": total},
        [Head(_("School")), Head(_("Teachers"), NUMBER)],
        [list(line) for line in found],
        total=[_("All schools"), total],
        note=_("Teachers of STEM, or of subjects that nobody recorded, at covered schools."),
        url=list_address(reader, chosen),
    )
    return [counted, *(names(reader, rows, total, chosen) if total and keys else [])]


def names(reader, rows, total, chosen):
    """Who they are, as far as the reader may know it."""
    if not (access.is_coordinator(reader) or access.named_schools(reader)):
        return []
    people = rows.select_related("home_school").order_by("home_school__name", "family_name", "given_name", "pk")
    note = _("The first %(count)s; the list behind the figure has them all.") % {"count": MOST_NAMES}
    return [
        Figure(
            "never-names",
            _("Teachers never reached, by name"),
            _("For the coordinator and the principal of the school; not to be handed on."),
            [Head(_("Name")), Head(_("Home school"))],
            [[row.sort_name, str(row.home_school)] for row in people[:MOST_NAMES]],
            note=note if total > MOST_NAMES else "",
            url=list_address(reader, chosen),
        )
    ]


def list_address(reader, chosen):
    if not reader.may("responsibilities.view_reach"):
        return ""
    school = f"&school={chosen['school'].pk}" if chosen.get("school") else ""
    return f"{reverse('responsibilities:never-reached-list')}?year={chosen['year']}{school}"
