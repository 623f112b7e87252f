"""Which schools are covered today and as planned, as `leaders.coverage` judges it in the middle of a school year."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from leaders import definition
from leaders.coverage import Coverage, Planned, coverage
from leaders.coverage_rows import Row, figures
from leaders.models import RoleDiscipline, School
from leaders.planning.beside import Measure
from leaders.shared_sites import sharing


@dataclass(frozen=True)
class Covered:
    """`Coverage` of this year, and of the next one with everybody who stays, comes, or is still to be found."""

    now: Coverage
    next: Coverage

    def schools(self):
        """`[(school, row now, row next)]` in order of name."""
        after = {row.school.pk: row for row in self.next.rows}
        return [(row.school, row, after[row.school.pk]) for row in self.now.rows]


def covered(plan):
    """`Covered` by a plan; vacant positions count as filled, as that is what they are planned for."""
    base, disciplines = plan.base, _disciplines()
    on = base.middle(plan.year)
    planned = [change for place in plan.places for change in _of_place(plan, place, on, disciplines)]
    planned += _proposed(plan, on, disciplines)
    return Covered(base.coverage, coverage(base.visible, School.objects.open(), on, planned))


def _disciplines():
    """Keys of the STEM disciplines of each role."""
    found = {}
    rows = RoleDiscipline.objects.filter(discipline__is_stem=True).order_by("pk")
    for role, key in rows.values_list("role", "discipline"):
        found.setdefault(role, []).append(key)
    return found


def _of_place(plan, place, on, disciplines):
    """What everybody in one place brings to its schools on a day."""
    held = [(stay.appointment.person, stay.release_fte, stay, plan.base.pays(stay)) for stay in place.stays]
    own = any(pay.full_amount for pay, _shares in place.lines)
    if place.joining:
        held.append((place.joining.person, place.joining.release_fte, place.joining, own))
    if place.is_vacant:
        held.append((None, place.new.fte, None, own))
    for person, release, dated, paid in held:
        inside = dated is None or dated.start <= on <= dated.end
        share = plan.base.stem_share(place.new.role)
        if inside and (release or paid) and definition.may_count(place.new.role, place.new.site, share, person):
            yield from _shared(place.new, place.sites, release, share, disciplines)


def _shared(position, sites, release, share, disciplines):
    """A position's FTE in equal parts at the schools that it names."""
    further = [site.pk for site in sites if site.kind == School.Kind.SCHOOL]
    named = sharing(position.site_id, position.site.kind, further)
    grades = (position.lowest_grade, position.highest_grade)
    keys, each = tuple(disciplines.get(position.role_id, ())), Decimal(release) / len(named)
    return [Planned(site, keys, grades if None not in grades else None, each, share) for site in named]


def _proposed(plan, on, disciplines):
    """What is proposed for next year already, which counts only once it is approved."""
    rows = plan.base.visible.filter(status="proposed", start__lte=on, end__gte=on)
    rows = rows.filter(position__school_year=plan.year).with_people().prefetch_related("position__other_sites", "terms")
    found = []
    for row in rows:
        position, share = row.position, plan.base.stem_share(row.position.role)
        if definition.may_count(position.role, position.site, share, row.person):
            term = row.term_on(on)
            sites = list(position.other_sites.all())
            found += _shared(position, sites, term.release_fte if term else 0, share, disciplines)
    return found


def measures(many):
    """`Measure`s of coverage of one or more `Covered`."""
    title_i, others = _("Teachers per TL FTE, Title I schools"), _("Teachers per TL FTE, other schools")
    return [
        _measure(_("Schools with nobody"), many, lambda one: sum(row.nobody for row in one.rows)),
        _measure(_("STEM fields with nobody"), many, lambda one: len(fields_without(one))),
        _measure(title_i, many, lambda one: _ratio(row for row in one.rows if row.title_i), places=1),
        _measure(others, many, lambda one: _ratio(row for row in one.rows if not row.title_i), places=1),
    ]


def _measure(label, many, value, **more):
    return Measure(label, value(many[0].now), [value(one.next) for one in many], **more)


def _ratio(rows):
    return figures(list(rows)).teachers_per_fte


def fields_without(one):
    """Main fields in which nobody serves any school."""
    return [field for field in one.fields if not any(row.cell(field.pk).leaders for row in one.rows)]


@dataclass(frozen=True)
class SchoolBeside:
    """One school: what serves it this year, and in each of some scenarios."""

    school: School
    now: Row
    then: list

    @property
    def differs(self):
        return any((row.tl_fte, row.leaders) != (self.now.tl_fte, self.now.leaders) for row in self.then)

    @property
    def is_told(self):
        """Whether a short table lists it: it is served otherwise, or by nobody."""
        return self.differs or any(row.nobody for row in self.then)

    @property
    def per_fte(self):
        return Measure("", self.now.teachers_per_fte, [row.teachers_per_fte for row in self.then], places=1)

    @property
    def fte(self):
        return Measure("", self.now.tl_fte, [row.tl_fte for row in self.then])

    @property
    def cells(self):
        """`[(TL FTE, its difference, teachers per TL FTE, nobody)]` for each scenario."""
        pairs = zip(self.fte.cells, self.per_fte.cells, self.then, strict=True)
        return [(fte, gap, ratio, row.nobody) for (fte, gap), (ratio, _gap), row in pairs]


def schools(many):
    """`SchoolBeside`s of one or more `Covered`: those that are covered otherwise than now, or by nobody, first."""
    rows = [SchoolBeside(school, now, [row]) for school, now, row in many[0].schools()]
    for one in many[1:]:
        for beside, (_school, _now, row) in zip(rows, one.schools(), strict=True):
            beside.then.append(row)
    return sorted(rows, key=lambda row: (not row.differs, not any(then.nobody for then in row.then)))
