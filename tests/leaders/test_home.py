"""Home page: a viewer sees totals only of groups of five or more, a principal only the own school."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import AppointmentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]


@pytest.mark.parametrize(("leaders", "hidden"), [(4, True), (5, False)])
def test_viewer_sees_figures_of_five_leaders_and_not_of_four(client, leaders, hidden):
    today = timezone.localdate()
    AppointmentFactory.create_batch(leaders, start=today, end=today)
    client.force_login(UserFactory(kind="viewer"))
    answer = client.get(reverse("leaders:home"))
    assert ("fewer than 5" in answer.content.decode()) is hidden
    assert len(answer.context["totals"]) == (1 if hidden else 2)


def test_principal_sees_who_serves_the_own_school_only(client):
    today = timezone.localdate()
    own, other = AppointmentFactory.create_batch(2, start=today, end=today)
    client.force_login(UserFactory(kind="principal", kind__school=own.position.site))
    page = client.get(reverse("leaders:home")).content.decode()
    assert own.person.family_name in page
    assert other.person.family_name not in page


def test_principal_sees_where_the_own_staff_leads_elsewhere_but_not_among_who_serves(client):
    today = timezone.localdate()
    away = AppointmentFactory(start=today, end=today)
    client.force_login(UserFactory(kind="principal", kind__school=away.person.home_school))
    assert client.get(away.get_absolute_url()).status_code == 200
    assert client.get(reverse("leaders:home")).context["serving"] == []
