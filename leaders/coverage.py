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
from collections import namedtuple
from dataclasses import dataclass
from decimal import Decimal

from leaders import definition, main_fields
from leaders.coverage_rows import ZERO, Cell, Part, Row
from leaders.main_fields import TRUNK
from leaders.models import Discipline, School
from leaders.shared_sites import further_schools, sharing

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
    return Coverage(on, list(rows.values()), main_fields.in_order(stem, used), elsewhere, total)


def _parts(appointments, on, stem):
    """`(site id, Part, person id)` of each site and main field that an appointment which counts serves."""
    shares, others = main_fields.of_roles(stem), _further(appointments.in_force(on))
    for held in _held(appointments, on):
        sites = sharing(held.site, held.kind, others[held.position])
        for main, percent in shares[held.role]:
            fte = (held.release or ZERO) * percent / 100 / len(sites)
            part = Part(main, held.mode, (held.low, held.high), fte)
            for site in sites:
                yield site, part, held.person


def _further(appointments):
    """Further schools by position; who counts is not asked twice, so that some may not be needed."""
    return further_schools(appointments.order_by().values("position"))


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


def _plan(change, key, rows, stem, total):
    """Add a planned change; its people have keys of their own, so that each is counted once in each place."""
    heads = [(*key, at) for at in range(abs(change.change_of_heads))]
    who = {"leaving" if change.change_of_heads < 0 else "people": heads}
    fte = change.fte * change.stem_share / 100
    total.add(fte, **who)
    if change.school_id in rows:
        for discipline in change.discipline_ids:
            each = fte / len(change.discipline_ids)
            part = Part(main_fields.main_field(discipline, stem), "", change.grades or (None, None), each)
            rows[change.school_id].add(part, **who)
