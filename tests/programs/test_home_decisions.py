"""Every count among the decisions of home is the number of rows of the list behind it, over all apps."""

import pytest

from config.counting import together
from config.panels import counted

pytestmark = pytest.mark.django_db


def test_every_decision_of_the_whole_district_counts_the_rows_of_its_list(world, client):
    client.force_login(world.users["coordinator"])
    decisions = client.get("/").context["decisions"]
    assert len(decisions) >= 14
    for label, count, address in decisions:
        assert client.get(address).context["paging"].count == count > 0, str(label)


@pytest.mark.parametrize("kind", ["business_office", "principal"])
def test_so_do_those_of_everybody_else_and_nothing_that_counts_none_is_left_out(world, client, kind, rf):
    """Also what counts nothing, which home does not show: its list must then be empty."""
    request = rf.get("/")
    request.user, request.htmx = world.users[kind], False
    client.force_login(request.user)
    waits = counted("decisions", request)
    for each, count in zip(waits, together([each.count for each in waits]), strict=True):
        assert client.get(each.address).context["paging"].count == count, str(each.label)
