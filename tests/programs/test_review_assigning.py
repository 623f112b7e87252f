"""Who gets which application: worked out without chance, balanced, and around conflicts."""

from collections import Counter, defaultdict
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from programs.assigning import plan

SOME = st.integers(1, 12)


def loads(pairs, people):
    counted = Counter(person for _application, person in pairs)
    return [counted[person] for person in people]


def met(pairs):
    """How often each two people read the same application."""
    readers = defaultdict(list)
    for application, person in pairs:
        readers[application].append(person)
    return Counter(frozenset(two) for people in readers.values() for two in combinations(people, 2))


@given(SOME, SOME, st.integers(1, 5))
def test_without_conflicts_each_application_gets_what_is_wanted_and_loads_differ_by_one(rows, people, wanted):
    names = range(100, 100 + people)
    found = plan(range(rows), names, [], set(), wanted)
    each = Counter(application for application, _person in found.pairs)
    assert set(each.values()) == {min(wanted, people)}
    assert len(set(found.pairs)) == len(found.pairs)
    assert max(loads(found.pairs, names)) - min(loads(found.pairs, names)) <= 1
    assert found.short == (list(range(rows)) if people < wanted else [])


@given(SOME, SOME, st.sets(st.tuples(st.integers(0, 11), st.integers(100, 111))), st.integers(1, 4))
def test_conflicts_are_never_assigned_and_twice_is_the_same(rows, people, barred, wanted):
    names = range(100, 100 + people)
    first = plan(range(rows), names, [], barred, wanted)
    assert not set(first.pairs) & barred
    assert plan(range(rows), names, [], barred, wanted) == first
    assert plan(range(rows), names, first.pairs, barred, wanted).pairs == []


def test_the_same_two_do_not_always_read_together():
    """Four people, two for each of six applications: each of the six pairs once."""
    found = plan(range(6), range(100, 104), [], set(), 2)
    assert sorted(met(found.pairs).values()) == [1] * 6


def test_late_applications_go_to_who_has_least():
    standing = [(0, 100), (1, 100), (1, 101)]
    assert plan([0, 1, 2], [100, 101, 102], standing, set(), 1).pairs == [(2, 102)]


def test_everyone_reads_all_but_what_they_must_not():
    found = plan([0, 1], [100, 101], [(0, 100)], {(1, 101)})
    assert sorted(found.pairs) == [(0, 101), (1, 100)]
    assert found.short == []
