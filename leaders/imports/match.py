"""Which stored record a candidate is about: by the source's id first, then by other keys when they are unambiguous."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leaders.imports.known import Known
from leaders.imports.problems import shown
from leaders.imports.rows import PERSON
from leaders.models import School, folded

EXCLUSIVE = {"nces_id", "local_id", "email"}  # keys that belong to one record only; a name or a short code may repeat
SAID = {
    "source_id": gettext_lazy("id"),
    "nces_id": gettext_lazy("NCES id"),
    "local_id": gettext_lazy("staff number"),
    "email": gettext_lazy("e-mail"),
    "code": gettext_lazy("code"),
}


class Refused(Exception):
    """The candidate cannot be matched; carries reason, way to mend and column."""

    def __init__(self, reason, mend="", column=""):
        super().__init__(reason)
        self.reason, self.mend, self.column = reason, mend, column


@dataclass
class Matcher:
    """Matches candidates of one kind; each record is taken by one candidate at most."""

    known: Known
    ids: set  # source ids in the file
    is_whole: bool
    taken: dict = field(default_factory=dict)  # pk → row of the candidate that took it

    def match(self, candidate):
        """The record's key, or None for a new one; raises `Refused` when it is not clear."""
        pk = self.known.by_source(candidate.source_id) if candidate.source_id else None
        if pk is not None:
            self.check_same_person(candidate, pk, "source_id")
        else:
            pk = self.by_other_keys(candidate)
        if pk in self.taken:
            raise Refused(
                _("Row %(row)s is already about the same record, %(name)s.")
                % {"row": self.taken[pk], "name": shown(self.known.label(pk))},
                _("Keep one of the two rows."),
            )
        if pk is not None:
            self.taken[pk] = candidate.row
        return pk

    def by_other_keys(self, candidate):
        for key in self.known.keys[1:]:
            value = self.known.key(key, candidate.values)
            found = self.known.find(key, value) if value else []
            free = [pk for pk in found if self.is_free(pk, candidate, key)]
            if len(free) > 1 and key in EXCLUSIVE:
                raise Refused(
                    _("Two or more records here have this %(key)s: %(names)s.")
                    % {"key": SAID[key], "names": self.names(free)},
                    _("Correct it on one of their pages, then import again."),
                    key,
                )
            if len(free) == 1:
                self.check_same_person(candidate, free[0], key)
                if key != "nces_id":
                    candidate.remarks.append(matched_by(key))
                return free[0]
            if found and key in EXCLUSIVE and not free:
                raise Refused(
                    _("This %(key)s belongs to %(names)s, who has another id in the source system.")
                    % {"key": SAID[key], "names": self.names(found)},
                    _("Correct it in the student information system, or the id on the record here."),
                    key,
                )
        return self.only_office(candidate)

    def is_free(self, pk, candidate, key):
        """Whether a record may be adopted: it has no id of the source yet, or its old id is gone from a whole list."""
        source_id = self.known.value(pk, "source_id")
        if key == "folded_name" and self.has_other_number(pk, candidate):
            return False
        return not source_id or not candidate.source_id or (self.is_whole and source_id not in self.ids)

    def has_other_number(self, pk, candidate):
        """Two schools of one name with different NCES ids are two schools."""
        mine, theirs = candidate.values.get("nces_id"), self.known.value(pk, "nces_id")
        return bool(mine and theirs and mine != theirs)

    def only_office(self, candidate):
        """The district's org is the district office, when there is exactly one that no source has named yet."""
        if candidate.values.get("kind") != School.Kind.DISTRICT_OFFICE:
            return None
        offices = [
            pk
            for pk in self.known.rows
            if self.known.value(pk, "kind") == School.Kind.DISTRICT_OFFICE and not self.known.value(pk, "source_id")
        ]
        return offices[0] if len(offices) == 1 else None

    def check_same_person(self, candidate, pk, matched):
        """A row found by one key, whose name and every other key are different, is about someone else."""
        if self.known.kind != PERSON or candidate.gone or not candidate.values.get("family_name"):
            return
        record, values = self.known.record(pk), candidate.values
        other_name = all(folded(record[name]) != folded(values.get(name, "")) for name in ("given_name", "family_name"))
        others = {"local_id", "email"} - {matched}
        same_key = any(self.known.key(key, record) == self.known.key(key, values) != "" for key in others)
        if other_name and not same_key:
            raise Refused(
                _("The %(key)s belongs to %(name)s here. The row looks like another person.")
                % {"key": SAID[matched], "name": shown(self.known.label(pk))},
                _("If it went to a new person, clear it on the old record. If the name changed, change it here first."),
                matched,
            )

    def names(self, pks):
        return "; ".join(shown(self.known.label(pk)) for pk in pks[:3])

    def about(self, candidate):
        """Records that a refused row may be about, so that they are not taken for missing."""
        found = set()
        for key in self.known.keys:
            value = candidate.source_id if key == "source_id" else self.known.key(key, candidate.values)
            found.update(self.known.find(key, value) if value else [])
        return found


def matched_by(key):
    if key == "folded_name":
        return _("Found by its name.")
    return _("Found by its %(key)s.") % {"key": SAID[key]}
