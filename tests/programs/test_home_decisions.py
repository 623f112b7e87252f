"""Every count among the decisions of home is the number of rows of the list behind it, over all apps."""

import pytest

pytestmark = pytest.mark.django_db


def test_every_decision_of_the_whole_district_counts_the_rows_of_its_list(world, client):
    client.force_login(world.users["coordinator"])
    decisions = client.get("/").context["decisions"]
    assert len(decisions) >= 14
    for label, count, address in decisions:
        assert client.get(address).context["paging"].count == count > 0, str(label)
