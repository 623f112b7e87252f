"""Who reviews which application: worked out from what is there, without chance, so that twice the same comes out.

Only what is missing is added. Loads differ by one at most where no conflict stands in the way; of reviewers with the
same load those come first who read fewest applications together with the ones already chosen, so that pairs mix.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass
class Plan:
    """`pairs`: (application, reviewer) to be added; `short`: applications that get fewer reviews than wanted."""

    pairs: list = field(default_factory=list)
    short: list = field(default_factory=list)


class Desk:
    """What each reviewer of a phase has on the desk while a plan is made; all are keys."""

    def __init__(self, reviewers, standing):
        self.place = {person: at for at, person in enumerate(reviewers)}
        self.load, self.together, self.readers = Counter(), Counter(), defaultdict(list)
        for application, person in standing:
            self.give(application, person)

    def give(self, application, person):
        for other in self.readers[application]:
            self.together[frozenset((person, other))] += 1
        self.readers[application].append(person)
        self.load[person] += 1

    def next_of(self, application, free):
        """Of the free ones who should read an application next."""
        readers = self.readers[application]

        def rank(person):
            met = sum(self.together[frozenset((person, other))] for other in readers)
            return self.load[person], met, self.place[person]

        return min(free, key=rank)


def plan(applications, reviewers, standing, barred, wanted=None):
    """The plan for keys of applications and reviewers; `wanted` reviews of each, or everyone's when it is None.

    `standing` are the pairs that are assigned and not recused, `barred` those that must not be.
    """
    desk, found = Desk(reviewers, standing), Plan()
    open_to = {key: [person for person in reviewers if (key, person) not in barred] for key in applications}
    for key in sorted(applications, key=lambda key: (len(open_to[key]), key)):
        goal = len(reviewers) if wanted is None else wanted
        free = [person for person in open_to[key] if person not in desk.readers[key]]
        while free and len(desk.readers[key]) < goal:
            person = desk.next_of(key, free)
            free.remove(person)
            desk.give(key, person)
            found.pairs.append((key, person))
        if wanted is not None and len(desk.readers[key]) < wanted:
            found.short.append(key)
    return found
