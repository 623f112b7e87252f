"""School lists of the NCES: two layouts, many words for “unknown”, and one district at a time."""

import pytest

from leaders.imports.formats.nces import EDGE, HIFLD
from leaders.imports.problems import Unusable
from tests.leaders.imports.packages import table
from tests.leaders.imports.reading import read

UNKNOWN = {"lowest_grade": "M", "highest_grade": "N", "level": "NOT REPORTED", "enrollment": "-999", "teachers": "-2"}
UNKNOWN |= {"city": "NOT AVAILABLE"}


def school(number=1, **more):
    return {
        "nces_id": f"12000900{number:04d}",
        "district": "1200090",
        "name": "BAY HIGH SCHOOL",
        "city": "PANAMA CITY",
        "state": "FL",
        "level": "HIGH",
        "lowest_grade": "09",
        "highest_grade": "12",
        "enrollment": "1255",
        "teachers": "49",
        "status": "1",
        **more,
    }


def reading_of(tmp_path, *schools, layout=HIFLD, **options):
    rows = [{layout[name]: value for name, value in row.items()} for row in schools]
    path = tmp_path / "schools.csv"
    path.write_text(table(list(layout.values()), rows))
    return read(path, **options)


def values(tmp_path, **cells):
    return reading_of(tmp_path, school(**cells)).candidates[0].values


@pytest.mark.parametrize("layout", [EDGE, HIFLD], ids=["EDGE", "HIFLD"])
def test_both_layouts_are_read(tmp_path, layout):
    found = reading_of(tmp_path, school(), layout=layout).candidates[0].values
    assert (found["nces_id"], found["name"], found["level"]) == ("120009000001", "Bay High School", "high")
    assert (found["lowest_grade"], found["highest_grade"], found["enrollment"]) == (9, 12, 1255)
    assert found["teachers"] == "49.00"


@pytest.mark.parametrize("field", UNKNOWN)
def test_unknown_says_nothing(tmp_path, field):
    assert field not in values(tmp_path, **{field: UNKNOWN[field]})


@pytest.mark.parametrize("text", ["-1", "-2", "-9", "-999", "", "M", "N", "†"])
def test_every_word_for_an_unknown_number_says_nothing(tmp_path, text):
    assert "enrollment" not in values(tmp_path, enrollment=text)


def test_zero_is_a_number(tmp_path):
    assert values(tmp_path, enrollment="0")["enrollment"] == 0


@pytest.mark.parametrize(("text", "known"), [("1-Yes", True), ("2-No", False), ("N", None), ("Missing", None)])
def test_title_i_is_yes_no_or_unknown(tmp_path, text, known):
    found = reading_of(tmp_path, school(title_i=text, locale="32-Town: Distant"), layout=EDGE).candidates[0].values
    assert found.get("title_i") == known
    assert found["locale"] == "32"


def test_a_leading_zero_that_a_spreadsheet_dropped_is_put_back(tmp_path):
    candidate = reading_of(tmp_path, school(nces_id="10000500870", district="100005")).candidates[0]
    assert candidate.values["nces_id"] == "010000500870"
    assert "leading zero" in candidate.notes[0]


@pytest.mark.parametrize("text", ["1.2E+11", "12000900003X", "", "1200090000391"])
def test_an_id_that_cannot_be_mended_refuses_the_row(tmp_path, text):
    problem = reading_of(tmp_path, school(nces_id=text)).candidates[0].problem
    assert problem.row == 2


@pytest.mark.parametrize(
    ("status", "is_open"), [("1", True), ("3", True), ("8", True), ("2", False), ("6", False), ("7", False)]
)
def test_a_school_that_is_not_open_only_matters_when_it_is_known(tmp_path, status, is_open):
    candidate = reading_of(tmp_path, school(status=status)).candidates[0]
    assert (candidate.values["is_open"], candidate.known_only) == (is_open, not is_open)


def test_of_several_districts_one_must_be_chosen(tmp_path):
    reading = reading_of(tmp_path, school(1), school(2), school(3, district="1200390"))
    assert reading.candidates == []
    assert [(choice.code, choice.schools) for choice in reading.choices] == [("1200090", 2), ("1200390", 1)]


def test_the_neighbors_of_the_chosen_district_are_counted_and_left_out(tmp_path):
    reading = reading_of(tmp_path, school(1), school(2, district="1200390"), district="1200390")
    assert [one.values["nces_id"] for one in reading.candidates] == ["120009000002"]
    assert reading.skipped["neighbor"] == 1


def test_the_site_s_own_district_is_taken_without_asking(tmp_path):
    reading = reading_of(tmp_path, school(1), school(2, district="1200390"), own_district="1200090")
    assert len(reading.candidates) == 1


def test_a_list_of_another_district_asks_even_when_it_is_the_only_one(tmp_path):
    assert reading_of(tmp_path, school(), own_district="9999999").choices


def test_a_district_that_is_not_in_the_list_is_refused(tmp_path):
    with pytest.raises(Unusable, match="9999999"):
        reading_of(tmp_path, school(), district="9999999")


def test_one_id_in_two_rows_refuses_both(tmp_path):
    reading = reading_of(tmp_path, school(1), school(1, name="OTHER SCHOOL"))
    assert [one.refusal is not None for one in reading.candidates] == [True, True]


def test_grades_in_the_wrong_order_are_left_out(tmp_path):
    candidate = reading_of(tmp_path, school(lowest_grade="12", highest_grade="09")).candidates[0]
    assert "lowest_grade" not in candidate.values
    assert candidate.notes


def test_an_impossible_number_is_left_out_with_a_remark(tmp_path):
    candidate = reading_of(tmp_path, school(enrollment="many")).candidates[0]
    assert "many" in candidate.notes[0]
