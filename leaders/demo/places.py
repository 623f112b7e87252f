import csv
from pathlib import Path

from leaders.demo.bulk import add
from leaders.models import District, Grade, School

LIST = Path(__file__).with_name("schools.csv")
GRADES = {grade.label: grade.value for grade in Grade}
TITLE_I_EVERY = 3


def district():
    """Settings of the demo district."""
    return add([District(pk=1, name="Bay Coast Schools (demo)", state="FL", nces_id="1200090", accent="teal")])[0]


def schools():
    """Forty schools from the public list, and the district office. Title I and eligible teachers are made up."""
    office = School(
        name="District Office", kind=School.Kind.DISTRICT_OFFICE, code="D000", city="Panama City", state="FL"
    )
    with LIST.open(encoding="utf-8", newline="") as lines:
        listed = [_school(number, row) for number, row in enumerate(csv.DictReader(lines), 1)]
    return add([office, *listed])


def _school(number, row):
    teachers = int(row["teachers"])
    return School(
        name=row["name"],
        code=f"S{number:03d}",
        nces_id=row["nces_id"],
        level=row["level"],
        lowest_grade=GRADES[row["lowest"]],
        highest_grade=GRADES[row["highest"]],
        enrollment=int(row["enrollment"]),
        teachers=teachers,
        eligible_teachers=max(4, teachers // 2),
        title_i=number % TITLE_I_EVERY == 0,
        locale=School.Locale.SUBURB_MIDSIZE,
        city=row["city"],
        state="FL",
    )
