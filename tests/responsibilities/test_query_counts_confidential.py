"""What the confidential part of a page asks the database, whatever there is to show."""

import pytest

from responsibilities.views.panels_confidential import notes_for
from tests.factories.confidential import write
from tests.responsibilities.pair import pair_at_work

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("who", "what", "queries"),
    [
        ("leader", "visit", 4),
        ("teacher", "visit", 4),
        ("leader", "cycle", 3),
        ("coordinator", "visit", 1),
        ("principal", "cycle", 1),
    ],
)
def test_the_part_of_a_page_asks_as_much_for_one_row_as_for_three(who, what, queries, rows, django_assert_num_queries):
    pair = pair_at_work()
    record = getattr(pair, what)
    for _ in range(rows):
        write(pair.leader, pair.visit)
    user = getattr(pair, who, None) or pair.outside[who]
    user = type(user).objects.select_related("person").get(pk=user.pk)
    record = type(record).objects.select_related("leader", "cycle" if what == "visit" else "teacher").get(pk=record.pk)
    assert (user.school_ids is not None, user.kinds != frozenset()) == (True, True)  # come with the signed-in user
    with django_assert_num_queries(queries):
        notes_for(user, record)
