"""What a candidate would change on its record: `{field: [before, after]}`. A blank in the file changes nothing."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from leaders.imports.known import OTHER_SCHOOLS, PERSON_FIELDS, SCHOOL_FIELDS
from leaders.imports.match import Refused
from leaders.imports.problems import shown
from leaders.models import Person, School, folded

SHOUTED = {"name", "city"}  # national lists write them in capitals
FLAGS = {School: "is_open", Person: "is_active"}


def school_changes(candidate, pk, known):
    """Changes on a school, or all values of a new one."""
    record = known.record(pk) if pk else {}
    if candidate.gone:
        return closing(record)
    changes = simple_changes(candidate, record, SCHOOL_FIELDS)
    check_number_is_free(changes, pk, known)
    keep_grades_in_order(candidate, changes, record)
    return checked(School, candidate, changes)


def person_changes(candidate, pk, known, places, others):
    """Changes on a person, or all values of a new one, with home school and further schools."""
    record = known.record(pk) if pk else {}
    if candidate.gone:
        return leaving(record, candidate.gone)
    changes = simple_changes(candidate, record, PERSON_FIELDS)
    if "is_active" in changes and record.get("left_on"):
        changes["left_on"] = [record["left_on"], None]
    changes |= moves(candidate, record.get("home_school"), others.get(pk, []), places)
    return checked(Person, candidate, changes)


def moves(candidate, home_before, others_before, places):
    """Changes of home school and further schools; none when the row names no school."""
    home, others = schools_of(candidate, home_before, others_before, places)
    pairs = {"home_school": [home_before, home], OTHER_SCHOOLS: [others_before, others]} if home else {}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def closing(record):
    return {"is_open": [True, False]} if record.get("is_open") else {}


def leaving(record, on):
    """What changes when someone stops working here: nothing when they had left before."""
    if not record.get("is_active"):
        return {}
    return {"is_active": [True, False], "left_on": [record["left_on"], max(on, record["hired_on"] or on)]}


def simple_changes(candidate, record, fields):
    """Changes in plain fields, in the order in which people read them."""
    said = candidate.values | ({"source_id": candidate.source_id} if candidate.source_id else {})
    changes = {}
    for name in fields:
        before, after = record.get(name), said.get(name)
        if after in (None, "") or is_same(candidate, name, before, after):
            continue
        changes[name] = [before, after]
    return changes


def is_same(candidate, name, before, after):
    if before is None or before == after:
        return before == after
    if name == "email":
        return before.casefold() == after.casefold()
    return name in SHOUTED and not candidate.source_id and folded(before) == folded(after)


def check_number_is_free(changes, pk, known):
    """An NCES id belongs to one school."""
    number = changes.get("nces_id", [None, ""])[1]
    owners = [owner for owner in known.find("nces_id", number) if owner != pk] if number else []
    if owners:
        raise Refused(
            _("This NCES id belongs to %(name)s.") % {"name": shown(known.label(owners[0]))},
            _("Correct it in the file, or on that school’s page."),
            "nces_id",
        )


def keep_grades_in_order(candidate, changes, record):
    """Grades that end up in the wrong order with the stored ones are left out."""
    low, high = (changes.get(name, [0, record.get(name)])[1] for name in ("lowest_grade", "highest_grade"))
    if low is not None and high is not None and low > high:
        changes.pop("lowest_grade", None)
        changes.pop("highest_grade", None)
        candidate.remarks.append(_("The lowest grade would come after the highest. Both were left out."))


def checked(model, candidate, changes):
    """Leave out values that a field does not take, with a remark; a record cannot do without its name."""
    for name in list(changes):
        if name in ("home_school", OTHER_SCHOOLS):
            continue
        field = model._meta.get_field(name)
        try:
            field.clean(changes[name][1], None)
        except ValidationError as error:
            said = " ".join(error.messages)
            if not field.blank:
                raise Refused(said, _("Correct it in the file."), name) from None
            del changes[name]
            candidate.remarks.append(
                _("%(field)s was left out: %(said)s") % {"field": field.verbose_name, "said": said}
            )
    return changes


def schools_of(candidate, current, before, places):
    """(home, others): ids or references; (None, []) when the row names no school."""
    found = named_schools(candidate, places)
    kept = list(dict.fromkeys(found.values()))
    if candidate.is_partial:
        kept += going_on(candidate, [current, *before], kept, places)
    if not kept:
        return None, []
    home = home_of(candidate, found, kept, current, places)
    return home, sorted((place for place in kept if place != home), key=lambda place: (isinstance(place, str), place))


def named_schools(candidate, places):
    """The schools that the row names and that are known or new; one that is neither must not be the only one."""
    found = {site: places.find(site) for site in candidate.sites}
    lost = [site for site, place in found.items() if place is None]
    if lost and len(lost) == len(found):
        raise Refused(
            _("The school “%(site)s” is neither in the file nor known here.") % {"site": shown(lost[0])},
            _("Import orgs.csv with it, or correct the id of the school."),
            "orgSourcedIds",
        )
    if lost:
        candidate.remarks.append(_("Unknown schools were left out: %(sites)s.") % {"sites": shown(", ".join(lost))})
    return {site: place for site, place in found.items() if place is not None}


def going_on(candidate, before, kept, places):
    """Schools from before that a partial row neither repeats nor says are over."""
    over = {places.find(site) for site in candidate.left}
    return [place for place in before if place is not None and place not in {*kept, *over}]


def home_of(candidate, found, kept, current, places):
    """The home school the source names; otherwise the one known here; otherwise the first that is no office."""
    named = found.get(candidate.home)
    if named is not None:
        return named
    if current in kept:
        return current
    return next((place for place in kept if not places.is_office(place)), kept[0])
