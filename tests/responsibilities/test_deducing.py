"""Of lists that share their sums, nothing about few people follows from what is left, says the tests' own solver."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from programs.reports.document import HIDDEN
from responsibilities.deducing import Listed, Sum, hidden_sums, number_of, one_list
from tests.derivable import Knowledge

LEVELS, TITLES = ("elementary", "middle", "high"), ("title", "others")


def margins(places):
    """Sums by level and by Title I of `{(level, title): people}`."""
    rows = {level: [at for at in places if at[0] == level] for level in LEVELS}
    rows |= {title: [at for at in places if at[1] == title] for title in TITLES}
    rows["all"] = list(places)
    return {key: Sum(frozenset(held), frozenset().union(*(places[at] for at in held))) for key, held in rows.items()}


LISTS = [Listed(LEVELS, "all"), Listed(TITLES, "all")]
places = st.dictionaries(
    st.tuples(st.sampled_from(LEVELS), st.sampled_from(TITLES)), st.frozensets(st.integers(0, 14), max_size=9)
)


def knowledge(sums, hidden, worth):
    """What a reader knows: the shown sums, and which places (public facts) each of all sums is made of."""
    known = Knowledge()
    for key, one in sums.items():
        known.cell(key, HIDDEN if key in hidden else sum((worth[at] for at in one.parts), Fraction(0)))
        known.sums(key, [*one.parts])
    return known


@settings(max_examples=200, deadline=None)
@given(places=places)
def test_nothing_about_few_people_follows(places):
    sums = margins(places)
    hidden = hidden_sums(sums, LISTS, fine=places)
    known = knowledge(sums, hidden, {at: Fraction(7 + 3**place) for place, at in enumerate(places)})
    small = [one.parts for one in sums.values() if 0 < len(one.people) < 5]
    small += [{at} for at, people in places.items() if 0 < len(people) < 5]
    for one in LISTS:
        rows = [key for key in one.rows if key in hidden]
        together = number_of([sums[key].people for key in rows])
        small += [frozenset().union(*(sums[key].parts for key in rows))] if 0 < together < 5 else []
    assert [parts for parts in small if known.follows(parts) is not None] == []
    assert known.solved() == {}


def test_the_check_finds_what_follows_when_only_small_groups_are_hidden():
    sums = margins({("high", "title"): {1, 2}, ("middle", "others"): set(range(9))})
    hidden = {key for key, one in sums.items() if 0 < len(one.people) < 5}
    known = knowledge(sums, hidden, {("high", "title"): Fraction(3), ("middle", "others"): Fraction(20)})
    assert known.solved() == {"high": 3, "title": 3}


def test_the_last_row_is_hidden_with_a_small_one_and_the_choice_does_not_depend_on_values():
    assert one_list({"a": 2, "b": 9, "c": 7}, 18) == {"a", "c"}
    assert one_list({"a": 3, "b": 6, "c": 90}, 99) == {"a", "c"}


def test_a_row_of_nobody_protects_nothing():
    assert one_list({"a": 2, "b": 9, "c": 0}, 11) == {"a", "b"}


def test_a_list_of_five_is_shown_and_one_of_four_is_not():
    assert one_list({"a": 5}, 5) == set()
    assert one_list({"a": 4}, 4) == {"a", "total"}


def test_hidden_rows_of_the_same_few_people_are_not_enough():
    """Three leaders in two disciplines each: together they are three, and the total would tell their sum."""
    few = frozenset({1, 2, 3})
    people = {"a": few, "b": few, "c": frozenset(range(10)), "d": frozenset(range(20))}
    assert one_list(people, people["d"]) == {"a", "b", "d"}


def test_sums_known_to_be_equal_are_one():
    """The office stands in two lists under two names: hidden in one, it is hidden in the other."""
    many, few = frozenset(range(9)), frozenset({1, 2})
    sums = {
        "office": Sum(frozenset({"office"}), few),
        "desk": Sum(frozenset({"desk"}), few),
        "rest": Sum(frozenset({"rest"}), many),
        "all": Sum(frozenset({"office", "rest"}), many),
    }
    lists = [Listed(("office", "rest"), "all"), Listed(("desk",))]
    same = [(frozenset({"office"}), frozenset({"desk"}))]
    assert hidden_sums(sums, lists, equal=same) == {"office", "desk", "rest"}
