"""The figures and changes of an import in words, for the page, the file of refused rows and the command."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leaders import audit
from leaders.imports.known import OTHER_SCHOOLS, PERSON_FIELDS, SCHOOL_FIELDS
from leaders.imports.rows import PERSON, SCHOOL
from leaders.models import ImportRow, Person, School

MODELS = {SCHOOL: School, PERSON: Person}
KINDS = {SCHOOL: gettext_lazy("Schools"), PERSON: gettext_lazy("People")}
FIELDS = {SCHOOL: SCHOOL_FIELDS, PERSON: [*PERSON_FIELDS, OTHER_SCHOOLS]}
UNSAID = {"source_id", "is_active", "is_open", "name", "given_name", "family_name"}
PASSED_OVER = {
    "student": gettext_lazy("students"),
    "family": gettext_lazy("parents, guardians and relatives"),
    "structure": gettext_lazy("departments, states and other levels that are no sites"),
    "repeated": gettext_lazy("rows that repeat another row word for word"),
    "neighbor": gettext_lazy("schools of other districts"),
    "gone": gettext_lazy("records that have ended and were never known here"),
    "closed": gettext_lazy("schools that are closed or not open yet, and were never known here"),
    "not_known": gettext_lazy("people who are not known here, and of whom the file says too little"),
}


def passed_over(summary):
    """(what, how many) for rows that were left out on purpose."""
    return [(PASSED_OVER[code], count) for code, count in summary.get("skipped", {}).items() if count]


def counts_in_words(kind, counts):
    """“People: 3 new, 1 refused”, without the zeros."""
    found = ", ".join(f"{count} {ImportRow.Verdict(verdict).label}" for verdict, count in counts.items() if count)
    return f"{KINDS[kind]}: {found}" if found else _("%(kind)s: none") % {"kind": KINDS[kind]}


def changes_in_words(row):
    """“e-mail: a@x → b@x; home school: Bay → Cedar”; of a new record only what it will hold."""
    model = MODELS[row.kind]
    said = []
    for name in filter(row.changes.__contains__, FIELDS[row.kind]):  # PostgreSQL keeps no order of keys
        before, after = row.changes[name]
        if name in UNSAID and row.verdict == row.Verdict.NEW:
            continue
        label = model._meta.get_field(name).verbose_name
        old, new = (value_in_words(model, name, value, row.batch.school_names) for value in (before, after))
        said.append(f"{label}: {new}" if row.verdict == row.Verdict.NEW else f"{label}: {old} → {new}")
    return "; ".join(said)


def value_in_words(model, name, value, schools):
    """A value as people read it; a dash for nothing."""
    if name == OTHER_SCHOOLS:
        return ", ".join(schools.get(str(one), "") for one in value) or "—"
    if name == "home_school":
        return schools.get(str(value), "—")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(audit.words(model, name, value)) if value not in (None, "") else "—"


def stop_in_words(summary, kind):
    """Why an import stops for a confirmation: how many of how many would leave."""
    leaving, present = summary["counts"][kind]["leaves"], summary["present"].get(kind, 0)
    if kind == PERSON:
        said = ngettext(
            "%(n)s of %(all)s people from this source would be marked as having left.",
            "%(n)s of %(all)s people from this source would be marked as having left.",
            leaving,
        )
    else:
        said = ngettext(
            "%(n)s of %(all)s schools from this source would be marked as closed.",
            "%(n)s of %(all)s schools from this source would be marked as closed.",
            leaving,
        )
    return said % {"n": leaving, "all": present}
