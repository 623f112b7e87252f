"""Between whom something is said: the teacher leader of a visit or cycle, and a supported teacher of it."""

from dataclasses import dataclass

from leaders.models import Person
from responsibilities.models import Activity, CoachingCycle


@dataclass(frozen=True)
class Sides:
    """One of the two, `me`, before a visit or a cycle; `others` are those with whom it can be shared."""

    record: Activity | CoachingCycle
    me: Person
    others: tuple

    @property
    def leads(self):
        return self.me.pk == self.record.leader_id

    def pair(self, other):
        """`(leader, teacher)` of what is said to `other`; of what is only for me when that is None."""
        if self.leads:
            return self.me, other
        return self.record.leader, self.me

    def place(self, teacher):
        """Where it belongs: a visit and the cycle it is part of, unless that is with another teacher; or a cycle."""
        if isinstance(self.record, CoachingCycle):
            return {"activity": None, "cycle": self.record}
        cycle = self.record.cycle
        fits = cycle and (teacher is None or teacher.pk == cycle.teacher_id)
        return {"activity": self.record, "cycle": cycle if fits else None}


def sides(user, record):
    """The user's side of a visit or a cycle that they may see; None for who is neither of the two."""
    if user.person_id is None:
        return None
    leads = user.person_id == record.leader_id
    teachers = _teachers(user, record)
    if leads:
        return Sides(record, user.person, tuple(teachers))
    is_supported = any(person.pk == user.person_id for person in teachers)
    return Sides(record, user.person, (record.leader,)) if is_supported else None


def _teachers(user, record):
    """The supported teachers whom the user may know of: all for who leads, otherwise at most oneself counts."""
    if isinstance(record, CoachingCycle):
        return [record.teacher]
    return [row.person for row in record.supports.visible_to(user).select_related("person")]
