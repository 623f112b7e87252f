"""What is stored now about schools and people: read in a fixed number of queries, found again by id, number or name."""

from collections import defaultdict
from decimal import Decimal

from leaders.imports.rows import PERSON, SCHOOL
from leaders.models import Person, School, folded

SCHOOL_FIELDS = [
    "name",
    "kind",
    "code",
    "source_id",
    "nces_id",
    "level",
    "lowest_grade",
    "highest_grade",
    "title_i",
    "locale",
    "enrollment",
    "teachers",
    "city",
    "state",
    "is_open",
]
PERSON_FIELDS = [
    "given_name",
    "middle_name",
    "family_name",
    "suffix",
    "preferred_name",
    "email",
    "staff_kind",
    "local_id",
    "source_id",
    "is_active",
    "left_on",
    "hired_on",
    "home_school",
]
OTHER_SCHOOLS = "other_schools"
FOLDED = {"email", "code"}  # capitals do not matter in these; ids of the source are case-sensitive


def plain(value):
    """A stored value as candidates write it: numbers with decimals and dates as text."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if hasattr(value, "isoformat") else value


class Known:
    """The stored records of one kind, found by the keys that a file may carry."""

    def __init__(self, kind, queryset, fields, keys):
        self.kind, self.fields, self.keys = kind, fields, keys
        self.at = {name: index for index, name in enumerate(fields)}
        self.rows = {row[0]: row[1:] for row in queryset.order_by("pk").values_list("pk", *fields).iterator(2000)}
        self.indexes = {key: defaultdict(list) for key in keys}
        for pk in self.rows:
            record = self.record(pk)
            for key in keys:
                if value := self.key(key, record):
                    self.indexes[key][value].append(pk)

    def record(self, pk):
        """Stored values of one record by field name."""
        return {name: plain(value) for name, value in zip(self.fields, self.rows[pk], strict=True)}

    def value(self, pk, name):
        return self.rows[pk][self.at[name]]

    def key(self, key, values):
        """What a record or a candidate is looked up by; "" when it does not have it."""
        if key == "folded_name":
            return folded(values.get("name") or "")
        value = values.get(key) or ""
        return value.casefold() if key in FOLDED else value

    def find(self, key, value):
        return self.indexes[key].get(value, [])

    def by_source(self, source_id):
        return next(iter(self.find("source_id", source_id)), None)

    def label(self, pk):
        if self.kind == SCHOOL:
            return self.value(pk, "name")
        return f"{self.value(pk, 'family_name')}, {self.value(pk, 'preferred_name') or self.value(pk, 'given_name')}"

    def present(self):
        """Records from the source system that still stand: active people, open schools."""
        flag = self.at["is_active" if self.kind == PERSON else "is_open"]
        source = self.at["source_id"]
        return [pk for pk, row in self.rows.items() if row[flag] and row[source]]


def known_schools():
    return Known(SCHOOL, School.objects.all(), SCHOOL_FIELDS, ["source_id", "nces_id", "code", "folded_name"])


def known_people():
    return Known(PERSON, Person.objects.all(), PERSON_FIELDS, ["source_id", "local_id", "email"])


def known_other_schools():
    """Further schools of everybody, as sorted ids by person."""
    found = defaultdict(list)
    for person, school in Person.other_schools.through.objects.values_list("person_id", "school_id"):
        found[person].append(school)
    return {person: sorted(schools) for person, schools in found.items()}
