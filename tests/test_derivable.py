"""The attack of the suppression tests finds what follows, and only that."""

from fractions import Fraction

from programs.reports.document import HIDDEN
from tests.derivable import Knowledge

HIGH, OFFICE = ("leaders", 2027, "high"), ("leaders", 2027, "office")


def known(**rows):
    found = Knowledge()
    found.table("leaders", 2027, rows, total=20)
    return found


def test_one_hidden_cell_of_a_list_follows_from_its_total():
    assert known(middle=12, high=HIDDEN).solved() == {HIGH: 8}


def test_two_do_not_but_their_sum_does():
    found = known(middle=12, high=HIDDEN, office=HIDDEN)
    assert found.solved() == {}
    assert found.follows([HIGH, OFFICE]) == 8
    assert found.follows([HIGH]) is None


def test_another_date_or_file_that_shows_one_of_the_two_gives_the_other_away():
    found = known(middle=12, high=HIDDEN, office=HIDDEN)
    found.cell(OFFICE, 5)
    assert found.solved() == {HIGH: 3, OFFICE: 5}


def test_margins_of_the_same_places_determine_each_other():
    """Title I schools are the high schools here, which a reader knows: the one sum is the other."""
    found = known(middle=12, high=HIDDEN, office=HIDDEN)
    found.table("title", 2027, {"yes": Fraction(6), "no": HIDDEN}, total=20)
    found.sums(("title", 2027, "yes"), [HIGH])
    assert found.solved() == {HIGH: 6, OFFICE: 2, ("title", 2027, "no"): 14}


def test_whole_numbers_from_one_up_are_pinned_where_there_is_no_room():
    rows = dict.fromkeys(("a", "b", "c"), HIDDEN)
    names = [("leaders", 2027, row) for row in rows]
    assert known(middle=17, **rows).pinned(names) == dict.fromkeys(names, 1)
    assert known(middle=16, **rows).pinned(names) == {}
