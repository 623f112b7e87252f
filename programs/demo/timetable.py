"""All cohorts of the demo, program by program; the keys of `people` are statuses, those within them pools."""

from leaders.demo.bulk import add
from programs.demo.days import on
from programs.demo.runs import cohort_of, run

RUNS = (
    run(
        "academy-2024",
        "Founding group",
        "2023-09-12 2024-05-14",
        14,
        {"completed": {"comes": 10, "teaches": 1}, "withdrawn": {"teaches": 1}},
        founding=True,
    ),
    run(
        "academy-2025",
        "Cohort 1",
        "2024-09-10 2025-05-13",
        24,
        {
            "completed": {"comes": 13, "stays": 4, "teaches": 3},
            "withdrawn": {"teaches": 2, "goes": 1},
            "declined": {"teaches": 3},
        },
    ),
    run(
        "academy-2026",
        "Cohort 2",
        "2025-09-09 2026-05-12",
        24,
        {
            "completed": {"comes": 15, "stays": 3, "teaches": 2},
            "enrolled": {"teaches": 2},
            "withdrawn": {"teaches": 2},
            "declined": {"teaches": 4},
        },
        {"leader": "completed"},
    ),
    run(
        "academy-2027",
        "Cohort 3",
        "2026-09-08 2027-05-11",
        24,
        {
            "enrolled": {"teaches": 15, "stays": 5, "own": 1},
            "accepted": {"teaches": 2},
            "waitlisted": {"teaches": 2, "own": 1},
            "withdrawn": {"teaches": 1},
            "declined": {"teaches": 3},
        },
        {"teacher": "enrolled"},
    ),
    run(
        "institute-2025",
        "Cohort 1",
        "2024-08-05 2025-03-12",
        32,
        {
            "completed": {"stays": 9, "goes": 1, "comes": 4, "elementary": 6},
            "withdrawn": {"elementary": 5, "goes": 2},
        },
    ),
    run(
        "institute-2026",
        "Cohort 2",
        "2025-08-04 2026-03-11",
        32,
        {
            "completed": {"stays": 11, "goes": 1, "comes": 4, "elementary": 8, "staff": 1},
            "withdrawn": {"elementary": 5},
            "declined": {"elementary": 2},
        },
    ),
    run(
        "institute-2027",
        "Cohort 3",
        "2026-08-03 2027-03-10",
        32,
        {
            "enrolled": {"stays": 12, "elementary": 16, "own": 2, "staff": 2},
            "waitlisted": {"elementary": 2},
            "withdrawn": {"elementary": 1},
            "declined": {"elementary": 3},
        },
    ),
    run("institute-2028", "Cohort 4", "2027-08-02 2028-03-08", 32),
    run(
        "network-2025",
        "Year 1",
        "2024-09-05 2025-05-01",
        24,
        {"completed": {"stays": 11, "goes": 4}, "withdrawn": {"goes": 2}},
    ),
    run(
        "network-2026",
        "Year 2",
        "2025-09-04 2026-05-07",
        28,
        {"completed": {"stays": 16, "goes": 4, "teaches": 1}, "withdrawn": {"goes": 2, "stays": 1}},
    ),
    run("network-spring-2026", "Spring group", "2026-01-15 2026-05-14", 12, cancelled=True),
    run(
        "network-2027",
        "Year 3",
        "2026-09-03 2027-05-06",
        28,
        {
            "enrolled": {"stays": 21, "teaches": 3},
            "accepted": {"stays": 2},
            "applied": {"stays": 3, "teaches": 1},
            "waitlisted": {"stays": 2},
            "withdrawn": {"stays": 2},
        },
        window="2026-08-10 2026-12-18",
    ),
    run("network-spring-2027", "Spring group", "2027-01-14 2027-05-13", 12),
    run(
        "micro-fall-2025",
        "Fall",
        "2024-09-17 2024-12-10",
        16,
        {"completed": {"stays": 6, "comes": 3, "teaches": 2}, "withdrawn": {"teaches": 3}},
    ),
    run(
        "micro-spring-2025",
        "Spring",
        "2025-01-28 2025-05-06",
        16,
        {"completed": {"stays": 7, "comes": 2, "goes": 1, "teaches": 2}, "withdrawn": {"teaches": 2}},
    ),
    run(
        "micro-fall-2026",
        "Fall",
        "2025-09-16 2025-12-09",
        16,
        {"completed": {"stays": 8, "comes": 3, "teaches": 2}, "withdrawn": {"goes": 1}},
    ),
    run(
        "micro-spring-2026",
        "Spring",
        "2026-01-27 2026-05-05",
        16,
        {"completed": {"stays": 6, "comes": 4, "goes": 2}, "withdrawn": {"teaches": 2}},
    ),
    run(
        "micro-fall-2027",
        "Fall",
        "2026-09-22 2026-12-04",
        10,
        {"enrolled": {"stays": 6, "teaches": 1}, "withdrawn": {"teaches": 1}},
        {"leader": "enrolled"},
    ),
    run(
        "micro-spring-2027",
        "Spring",
        "2027-01-26 2027-05-04",
        16,
        {
            "applied": {"stays": 4, "own": 1, "teaches": 1},
            "accepted": {"stays": 3, "teaches": 1},
            "declined": {"staff": 1},
        },
        window="2026-11-09 2027-01-08",
    ),
    run(
        "university-2024",
        "Founding group",
        "2023-08-26 2024-05-04",
        10,
        {"completed": {"comes": 7, "teaches": 1}},
        founding=True,
    ),
    run(
        "university-2025",
        "Cohort 1",
        "2024-08-24 2025-05-03",
        10,
        {"completed": {"stays": 4, "comes": 3, "goes": 1}, "withdrawn": {"stays": 1}},
    ),
    run(
        "university-2026",
        "Cohort 2",
        "2025-08-23 2026-05-02",
        10,
        {"completed": {"stays": 6, "comes": 2, "teaches": 1}, "withdrawn": {"stays": 1}},
    ),
    run(
        "university-2027",
        "Cohort 3",
        "2026-08-29 2027-05-08",
        10,
        {"enrolled": {"stays": 6, "teaches": 3}},
        {"leader": "enrolled"},
        joined=on("2026-06-15"),
    ),
)


def open_runs(programs, district):
    """`{code: Cohort}`, written."""
    made = add(cohort_of(each, programs[each.program], district) for each in RUNS)
    return dict(zip((each.code for each in RUNS), made, strict=True))
