"""What the demo's teacher leaders spend their time on, by role.

The shares are made up after what studies found: 25–33 % of time working with teachers (Bean et al. 2010, in Phi Delta
Kappan), 28 % in Reading First (Deussen et al. 2007), about half in Denver's teams; much of the rest goes to materials,
data and covering classes.
"""

ONE, GROUP, NONE = "one_on_one", "group", "none"
DIVERTED = "diverted_duty"
# Percent of all logged time by category, diverted duty included.
COACH = {
    "coaching_modeling": 22,
    "professional_development": 15,
    "peer_observation_evaluation": 5,
    "data_school_improvement": 13,
    "program_implementation": 10,
    "instructional_materials": 14,
    "outreach_partners": 2,
    "other_leadership": 4,
    "own_learning": 5,
    DIVERTED: 10,
}
CLASSROOM = {
    "coaching_modeling": 14,
    "professional_development": 25,
    "peer_observation_evaluation": 16,
    "data_school_improvement": 12,
    "instructional_materials": 18,
    "other_leadership": 5,
    "own_learning": 5,
    DIVERTED: 5,
}
MIXES = {
    "science-coach": COACH | {"coaching_modeling": 24, "outreach_partners": 5, DIVERTED: 5},
    "math-coach": COACH | {DIVERTED: 13, "professional_development": 12},
    "multi-classroom": COACH | {"coaching_modeling": 28, "peer_observation_evaluation": 9, "program_implementation": 5},
    "peer-collaborative": COACH | {"coaching_modeling": 27, DIVERTED: 8},
    "cs-lead": COACH | {"coaching_modeling": 14, "program_implementation": 22, "outreach_partners": 8, DIVERTED: 6},
    "curriculum-lead": COACH
    | {"coaching_modeling": 8, "professional_development": 27, "instructional_materials": 30, DIVERTED: 5},
    "reading-math-coach": COACH | {DIVERTED: 14},
    "materials-developer": {
        "instructional_materials": 70,
        "program_implementation": 18,
        "own_learning": 7,
        DIVERTED: 5,
    },
    "stem-plc-lead": CLASSROOM | {"professional_development": 34, "data_school_improvement": 22},
}
# By category: (kind, contact, minutes to choose from, weight).
KINDS = {
    "coaching_modeling": [
        ("co_plan", ONE, (30, 45, 60), 5),
        ("observe", ONE, (45, 60), 3),
        ("debrief", ONE, (30, 30, 45), 3),
        ("model_lesson", ONE, (45, 60), 2),
        ("co_teach", ONE, (45, 60, 90), 2),
        ("student_work", GROUP, (45, 60), 2),
        ("remote", ONE, (15, 30), 2),
        ("admin", NONE, (90, 120), 3),
    ],
    "professional_development": [
        ("pd_design", NONE, (120, 180, 240), 5),
        ("plc", GROUP, (45, 60), 4),
        ("pd_delivery", GROUP, (60, 90, 120), 1),
    ],
    "peer_observation_evaluation": [
        ("peer_visit", ONE, (30, 45), 3),
        ("learning_walk", ONE, (15,), 2),
        ("walkthrough", ONE, (15, 30), 2),
        ("admin", NONE, (60, 90), 2),
    ],
    "data_school_improvement": [
        ("data_meeting", GROUP, (45, 60), 4),
        ("admin", NONE, (120, 180), 3),
        ("leadership_meeting", NONE, (90,), 1),
    ],
    "program_implementation": [
        ("consult", GROUP, (30, 45), 2),
        ("leadership_meeting", NONE, (90, 120), 2),
        ("admin", NONE, (120, 180), 3),
    ],
    "instructional_materials": [("materials", NONE, (120, 150, 180, 240), 1)],
    "outreach_partners": [("outreach_event", NONE, (90, 120, 150), 2), ("remote", NONE, (30,), 1)],
    "other_leadership": [
        ("leadership_meeting", NONE, (45, 60), 3),
        ("travel", NONE, (30,), 2),
        ("admin", NONE, (60,), 1),
    ],
    "own_learning": [("training", NONE, (120, 180, 360), 1)],
    DIVERTED: [("substitute", NONE, (60, 90, 120), 5), ("duty", NONE, (30, 45), 4), ("admin", NONE, (60, 120), 1)],
}
FORMAL_EVALUATION = ("formal_evaluation", ONE, (45, 60), 2)  # by roles that may evaluate
VISITS = ["co_plan", "co_plan", "model_lesson", "observe", "debrief", "co_plan", "co_teach", "observe", "debrief"]
VISIT_MINUTES = {
    "co_plan": (30, 45),
    "model_lesson": (45, 60),
    "co_teach": (45, 60),
    "observe": (45,),
    "debrief": (30, 45),
}
FOCUS = {
    "science": [
        "phenomena in unit openers",
        "modeling with data tables",
        "questions that need evidence",
        "lab notebooks",
    ],
    "mathematics": ["questioning in fractions", "number talks", "tasks with several ways in", "ratio reasoning"],
    "computer-science": ["pair programming", "debugging talk", "first steps with loops", "data and privacy"],
    "engineering": ["design constraints", "testing prototypes", "criteria and trade-offs"],
    "integrated-stem": ["design challenges", "science and mathematics in one unit", "arguing from evidence"],
    "": ["student talk", "formative checks", "planning the next unit", "access for all learners"],
}
WITHOUT = {
    "pd_design": ["session on student discourse", "workshop on formative checks", "August kickoff"],
    "materials": ["unit 3 tasks", "lab kits", "pacing guide", "assessment bank"],
    "data_meeting": ["unit test results", "interim assessment", "exit tickets of the week"],
    "plc": ["looking at student work", "common assessment", "next unit"],
    "pd_delivery": ["three-dimensional lessons", "number sense routines", "unplugged coding"],
    "outreach_event": ["family STEM night", "visit of the marine lab", "science fair judges"],
    "substitute": ["covered grade 4", "covered algebra", "covered biology"],
    "duty": ["lunch duty", "bus duty", "test coordination"],
    "training": ["role-alike meeting", "coaching institute"],
    "admin": ["schedules", "test data sheets", "orders and budget"],
}
