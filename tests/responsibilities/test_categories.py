"""Categories: labels change, codes stay, and what is switched off is no longer offered."""

import pytest

from responsibilities.models import Category

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def test_a_category_is_relabelled_and_switched_off_and_keeps_its_code(signed_in):
    row = Category.objects.get(code="own_learning")
    facts = {"name": "Training", "order": "5", "code": "other", "version": row.version}
    assert signed_in.post(f"/categories/{row.pk}/edit/", facts).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.code, row.order, row.is_active) == ("Training", "own_learning", 5, False)
    assert signed_in.get("/categories/").content.decode().index("Training") > 0


def test_a_district_adds_a_category_once(signed_in):
    facts = {"name": "Robotics league", "code": "robotics", "order": "110", "is_active": "on"}
    assert signed_in.post("/categories/add/", facts).status_code == 302
    assert Category.objects.get(code="robotics").is_active
    assert signed_in.post("/categories/add/", facts).status_code == 422


@pytest.mark.parametrize(("text", "found"), [("Debriefs coach", True), ("coaching_m", True), ("debriefs lunch", False)])
def test_categories_are_found_by_label_code_and_what_belongs_there(signed_in, text, found):
    answer = signed_in.get("/categories/", {"q": text}).content.decode()
    assert ("Coaching and modeling" in answer) is found


def test_a_seeded_label_is_translated_until_it_is_changed():
    row = Category.objects.get(code="own_learning")
    assert row.label == "Own learning"
    row.name = "Robotics & more"
    assert row.label == "Robotics & more"
