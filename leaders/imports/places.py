"""Schools that people of a file work at: stored ones by id, new ones by a reference that `apply` turns into an id."""

from leaders.models import ImportRow, School

NEW = "new:"


class Places:
    """Turns the source's ids of schools into ids of records, or into references to schools that the file adds."""

    def __init__(self, known, findings):
        self.known = known
        self.found = {}
        for finding in findings:
            candidate = finding.candidate
            if candidate and candidate.source_id and finding.verdict != ImportRow.Verdict.REFUSED:
                self.found[candidate.source_id] = finding.object_id or f"{NEW}{candidate.source_id}"
        self.offices = {
            place
            for place, finding in ((self.found.get(one.candidate.source_id), one) for one in findings if one.candidate)
            if finding.candidate.values.get("kind") == School.Kind.DISTRICT_OFFICE
        }

    def find(self, source_id):
        """The school's id or reference; None when nobody knows it."""
        return self.found.get(source_id) or self.known.by_source(source_id)

    def is_office(self, place):
        stored = place in self.known.rows and self.known.value(place, "kind") == School.Kind.DISTRICT_OFFICE
        return stored or place in self.offices

    def label(self, place, labels):
        """Name of a school that a change speaks of; `labels` are those of new schools by source id."""
        if place in self.known.rows:
            return self.known.label(place)
        return labels.get(str(place).removeprefix(NEW), "")
