"""Who serves which school on a date: teacher leaders, TL FTE by discipline and grade band, teachers per TL FTE.

Who counts is `definition.counted`. What a position gives to each school follows from three rules, so that the parts
always sum to the district's TL FTE:
- Sites: its FTE is shared equally by the schools it names, base and further ones. A position that names only the
  district office serves the whole district, and no school in particular.
- Disciplines: by the shares of its role, under the main field that each belongs to; what is not STEM is left out.
- Grade bands: by the number of grades served, those of the position within those of the school.
People are counted once in each place: at two schools in both, in the district once.
"""

import datetime
from collections import defaultdict, namedtuple
from dataclasses import dataclass
from decimal import Decimal

from leaders import definition
from leaders.coverage_rows import ZERO, Cell, Part, Row
from leaders.models import Discipline, Position, RoleDiscipline, School

TRUNK = "stem"  # code of the discipline that all main fields are parts of
SHOWN = ("name", "level", "locale", "title_i", "eligible_teachers", "lowest_grade", "highest_grade")
Held = namedtuple("Held", "person position site kind role mode low high release")


@dataclass(frozen=True)
class Planned:
    """A change that is not saved, for what-if: release FTE that comes to a school, or leaves it (below zero).

    `discipline_ids` share the STEM part (`stem_share`, 0 to 100) equally; `grades` are (lowest, highest), None for all
    of the school's. `heads`: people who come or go; one, by the sign of `fte`, unless said.
    """

    school_id: int
    discipline_ids: tuple
    grades: tuple | None
    fte: Decimal
    stem_share: Decimal = Decimal(100)
    heads: int | None = None

    @property
    def change_of_heads(self):
        return self.heads if self.heads is not None else (-1 if self.fte < 0 else 1)


@dataclass(frozen=True)
class Coverage:
    """All schools asked for, by name, with the main fields in order; `elsewhere` is what serves none of them."""

    on: datetime.date
    rows: list
    disciplines: list
    elsewhere: Row
    total: Cell

    @property
    def fields(self):
        """Main fields of which a school can lack a leader: all but STEM as such."""
        return [one for one in self.disciplines if one.code != TRUNK]

    def gaps(self, row, band=None):
        """Main fields in which nobody serves the school (or one of its grade bands)."""
        return [one for one in self.fields if not row.cell(one.pk, band).leaders]


def coverage(appointments, schools, on, planned=()):
    """`Coverage` of the `schools` on the date by those of the appointments that count, and by what is `planned`.

    Costs five queries, whatever the numbers. Sites that are no schools have no row.
    """
    found = schools.filter(kind=School.Kind.SCHOOL).only(*SHOWN).order_by("name", "pk")
    rows = {school.pk: Row(school) for school in found}
    stem = {one.pk: one for one in Discipline.objects.stem().only("code", "name", "parent")}
    elsewhere, total = Row(School()), Cell()
    for site, part, person in _parts(appointments, on, stem):
        rows.get(site, elsewhere).add(part, people=(person,))
        total.add(part.fte, people=(person,))
    for number, change in enumerate(planned):
        _plan(change, ("planned", number), rows, stem, total)
    used = {key for row in [*rows.values(), elsewhere] for key in row.by_discipline}
    return Coverage(on, list(rows.values()), _in_order(stem, used), elsewhere, total)


def _parts(appointments, on, stem):
    """`(site id, Part, person id)` of each site and main field that an appointment which counts serves."""
    shares, others = _role_shares(stem), _other_sites(appointments.in_force(on))
    for held in _held(appointments, on):
        sites = _sites(held, others[held.position])
        for main, percent in shares[held.role]:
            fte = (held.release or ZERO) * percent / 100 / len(sites)
            part = Part(main, held.mode, (held.low, held.high), fte)
            for site in sites:
                yield site, part, held.person


def _held(appointments, on):
    """What each appointment that counts is made of."""
    rows = (
        definition.with_term(definition.counted(appointments, on), on)
        .order_by()
        .values_list(
            "person_id",
            "position_id",
            "position__site_id",
            "position__site__kind",
            "position__role_id",
            "position__role__stem_mode",
            "position__lowest_grade",
            "position__highest_grade",
            "term__release_fte",
        )
    )
    return map(Held._make, rows)


def _sites(held, others):
    """Keys of the schools that share a position's FTE; its base, an office, where it names no school."""
    if others and held.kind != School.Kind.SCHOOL:
        return others
    return [held.site, *(site for site in others if site != held.site)]


def _other_sites(appointments):
    """Keys of the further schools by position; who counts is not asked twice, so that some may not be needed."""
    found = defaultdict(list)
    through = Position.other_sites.through.objects.filter(school__kind=School.Kind.SCHOOL)
    rows = through.filter(position__in=appointments.order_by().values("position")).order_by("pk")
    for position, site in rows.values_list("position_id", "school_id"):
        found[position].append(site)
    return found


def _role_shares(stem):
    """`[(main field id, percent)]` by role; parts of one main field are summed."""
    totals = defaultdict(lambda: defaultdict(Decimal))
    rows = RoleDiscipline.objects.filter(discipline__is_stem=True)
    for role, key, share in rows.values_list("role", "discipline", "share"):
        totals[role][main_field(key, stem)] += share
    return defaultdict(list, {role: list(shares.items()) for role, shares in totals.items()})


def main_field(key, stem):
    """Key of the highest discipline above one, below STEM as such; a district's own tree ends in its root."""
    while (parent := stem[key].parent_id) in stem and stem[parent].code != TRUNK:
        key = parent
    return key


def _in_order(stem, used):
    """Main fields by name; STEM as such comes last, and only where somebody works in it."""
    mains = {main_field(key, stem) for key in stem}
    found = sorted((stem[key] for key in mains), key=lambda one: (one.code == TRUNK, one.name))
    return [one for one in found if one.code != TRUNK or one.pk in used]


def _plan(change, key, rows, stem, total):
    """Add a planned change; its people have keys of their own, so that each is counted once in each place."""
    heads = [(*key, at) for at in range(abs(change.change_of_heads))]
    who = {"leaving" if change.change_of_heads < 0 else "people": heads}
    fte = change.fte * change.stem_share / 100
    total.add(fte, **who)
    if change.school_id in rows:
        for discipline in change.discipline_ids:
            each = fte / len(change.discipline_ids)
            part = Part(main_field(discipline, stem), "", change.grades or (None, None), each)
            rows[change.school_id].add(part, **who)
