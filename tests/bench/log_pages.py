"""Which pages of the log the bench asks for, as whom, and what they may cost."""

from tests.bench.pages import Page

P5 = 25  # milliseconds of SQL for a home or a report
GROWTH = 1.25  # what such a page may cost at ten times the entries
LEADER = "leader0"
HOMES = [
    Page("P5 home of a teacher leader", "/", who=LEADER, sql=P5),
    Page("P5 home of the coordinator", "/", sql=P5),
    Page("P5 home of a principal", "/", who="principal", sql=P5),
    Page("P5 R3 time use", "/reports/time-use/", sql=P5),
    Page("P5 R3 time use, principal", "/reports/time-use/", who="principal", sql=P5),
    Page("P5 R3 time use, teacher leader", "/reports/time-use/", who=LEADER, sql=P5),
    Page("P5 R4 reach and dosage", "/reports/reach/", sql=P5),
    Page("P5 R4 reach, principal", "/reports/reach/", who="principal", sql=P5),
    Page("P5 R4 never reached", "/reports/reach/never/", sql=P5),
]
OTHERS = [
    Page("log an activity", "/activities/add/", who=LEADER),
    Page("my week", "/week/", who=LEADER),
    Page("my activities", "/activities/", who=LEADER),
    Page("my activities, of one month", "/activities/?month={month}", who=LEADER),
    Page("one activity", "/activities/1/", who=LEADER),
    Page("activities", "/activities/"),
    Page("activities, oldest first", "/activities/?sort=date"),
    Page("activities, of one month", "/activities/?month={month}"),
    Page("activities, of one school", "/activities/?site=5"),
    Page("activities, of one school and month", "/activities/?site=5&month={month}"),
    Page("activities, of one leader", "/activities/?q={leader}"),
    Page("activities, with one teacher", "/activities/?teacher={teacher}"),
    Page("activities, by category and year", "/activities/?category=coaching_modeling&year={year}"),
    Page("activities, in groups", "/activities/?contact=group"),
    Page("activities, by kind", "/activities/?kind=plc"),
    Page("activities, to approve", "/activities/?status=submitted"),
    Page("activities, by focus", "/activities/?focus=fractions"),
    Page("activities, principal", "/activities/", who="principal"),
    Page("activities, principal, of one month", "/activities/?month={month}", who="principal"),
    Page("close the month", "/months/close/"),
    Page("months", "/months/"),
    Page("my months", "/months/", who=LEADER),
    Page("coaching cycles", "/cycles/"),
    Page("my coaching cycles", "/cycles/", who=LEADER),
    Page("page of a teacher leader", "/people/1/"),
    Page("page of a school", "/schools/1/"),
]
SERVED = [HOMES[0], HOMES[1], HOMES[3], HOMES[6], OTHERS[1], OTHERS[2], OTHERS[7], OTHERS[19]]
