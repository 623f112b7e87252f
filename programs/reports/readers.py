"""As whom a report is read: as its reader, or as everyone, who sees sums of tier A and no more (domain.md §4)."""

from dataclasses import dataclass

from leaders.access import DOORS, VIEWER, Rights


@dataclass(frozen=True)
class Everyone:
    """Somebody who reads sums only; asked in place of a user by what answers for one."""

    rights: Rights = Rights(frozenset({VIEWER}), frozenset())
    kinds: frozenset = frozenset({VIEWER})
    school_ids: frozenset = frozenset()
    person: object = None
    person_id: int | None = None
    pk: int | None = None
    is_authenticated: bool = True

    def may(self, permission):
        return permission in DOORS[VIEWER]


EVERYONE = Everyone()


def read_by(user, chosen):
    """`(reader, what they may choose)`: whoever asks for what everyone may read chooses the year alone."""
    if not chosen.get("everyone"):
        return user, chosen
    return EVERYONE, {"year": chosen["year"], "everyone": True}
