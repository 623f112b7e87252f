"""What is missing before somebody completes a cohort: one row and a queryset say the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs import requirements
from programs.models import Enrollment
from tests.factories import CohortFactory, EnrollmentFactory

pytestmark = pytest.mark.django_db
small = st.integers(min_value=0, max_value=3)


def enrollment(asked=None, **has):
    return EnrollmentFactory.build(cohort=CohortFactory.build(**(asked or {})), **has)


def missing(**facts):
    return [each.missing_text for each in requirements.missing(enrollment(**facts))]


def test_a_cohort_that_asks_for_nothing_is_met():
    row = enrollment()
    assert requirements.of(row) == ()
    assert [(str(chip), chip.tone) for chip in requirements.chips(row)] == [("all met", "good")]


def test_each_thing_asked_for_says_what_is_missing():
    asked = {"required_minutes": 600, "required_sessions": 5, "required_pieces": 2, "practice_task": True}
    assert missing(asked=asked, minutes=450, attended=4, pieces=1) == [
        "2 h 30 min of sessions missing",
        "1 session missing",
        "1 piece of evidence missing",
        "practice task missing",
    ]


def test_chips_hold_only_what_is_missing():
    row = enrollment({"required_pieces": 2, "practice_task": True}, task_done=True)
    assert [(str(chip), chip.tone) for chip in requirements.chips(row)] == [("2 pieces of evidence missing", "warn")]


def test_the_exact_amount_meets_and_one_less_does_not():
    assert missing(asked={"required_minutes": 600}, minutes=600) == []
    assert missing(asked={"required_minutes": 600}, minutes=599) == ["1 min of sessions missing"]


def test_more_than_asked_for_is_met_and_nothing_is_missing():
    (row,) = requirements.of(enrollment({"required_sessions": 2}, attended=5))
    assert row.is_met
    assert (row.missing, row.missing_text) == (0, "")


def test_what_is_asked_for_is_read_without_a_query(django_assert_num_queries):
    row = Enrollment.objects.with_names().get(pk=EnrollmentFactory(cohort__required_sessions=2).pk)
    with django_assert_num_queries(0):
        assert str(requirements.chips(row)[0]) == "2 sessions missing"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asks=st.tuples(small, small, small, st.booleans()), has=st.tuples(small, small, small, st.booleans()))
def test_rows_and_querysets_agree(asks, has):
    names = ("required_minutes", "required_sessions", "required_pieces", "practice_task")
    cohort = CohortFactory(**dict(zip(names, asks, strict=True)))
    facts = dict(zip(("minutes", "attended", "pieces", "task_done"), has, strict=True))
    row = EnrollmentFactory(cohort=cohort, **facts)
    met = not requirements.missing(row)
    rows = Enrollment.objects.filter(pk=row.pk)
    assert rows.meeting_requirements().exists() == met
    assert rows.missing_something().exists() == (not met)
