"""What the demo's calls ask, and what applicants answer: words of nobody, without names."""

from programs.models import Question

Kind = Question.Kind
YES = "yes"
GRADES = "K–2\n3–5\nseveral of them"
# question, kind of answer, further facts
WHY = ("What have you done to help colleagues teach science?", Kind.LONG, {"word_limit": 200})
CHANGE = ("What would you change at your school with what you learn, and with whom?", Kind.LONG, {"word_limit": 150})
BAND = ("Which grades do you teach?", Kind.CHOICE, {"choices": GRADES})
DAYS = ("Can you take part in all five days in August?", Kind.YES_NO, {})
LESSON = ("A lesson or unit that you are proud of", Kind.LINK, {"required": False})
SOMEBODY = (
    "Somebody who has seen you work with colleagues",
    Kind.REFERENCE,
    {"required": False, "help": "They get a link by e-mail; you see that they answered, not what they wrote."},
)
STUDY = ("Why do you want to study now, and what for?", Kind.LONG, {"word_limit": 200})
LED = ("What have you led so far, and what came of it?", Kind.LONG, {"word_limit": 200})
BRING = ("One lesson that you would bring to the group", Kind.SHORT, {"word_limit": 60})
COACH = ("Describe a coaching conversation that changed your mind.", Kind.LONG, {"word_limit": 250})
FIRST = ("What would you do in your first ten weeks?", Kind.LONG, {"word_limit": 250})
WITH = ("Which grades do you work with?", Kind.CHOICE, {"choices": GRADES})
RESUME = ("Your résumé", Kind.FILE, {})

INSTITUTE = (WHY, CHANGE, BAND, DAYS, LESSON, SOMEBODY)
UNIVERSITY = (STUDY, LED)
NETWORK = (BRING, WITH)
POSITION = (COACH, FIRST, RESUME)
# criterion, what earns which score, weight
RUBRIC = (
    ("Work with colleagues", "4: regular, with what changed. 2: now and then. 0: own classroom only.", 2),
    ("A plan for the own school", "4: what, with whom, by when. 2: an aim. 0: none.", 2),
    ("Science in the answer", "4: ideas and practices named and right. 2: one of them. 0: none.", 1),
    ("Clear and concrete", "4: examples throughout. 2: some. 0: general words.", 1),
)
SHORT_RUBRIC = RUBRIC[:2] + RUBRIC[3:]
COACH_RUBRIC = (
    ("Listens before advising", "4: shows it by an example. 2: says it. 0: advises at once.", 2),
    ("Knows the mathematics", "4: names what is hard and why. 2: names topics. 0: neither.", 2),
    ("A first ten weeks that can be done", "4: steps with people and days. 2: steps. 0: wishes.", 1),
)
JUDGED = (WHY[0], CHANGE[0], STUDY[0], LED[0])  # their texts stand from the best to the weakest
SAID = {
    WHY[0]: (
        "Our grade level meets every other week. I bring student work from two classrooms, and we agree on one "
        "question to try before we meet again. Last year we moved from reading about erosion to stream tables.",
        "I opened my classroom for four lesson visits. Colleagues watched how students argue from data, and we planned "
        "the next lesson together right after.",
        "I wrote a set of phenomena for the weather unit and tried it with two colleagues. What did not work we threw "
        "out; what did is now in the shared folder.",
        "I help new teachers set up science notebooks. So far that is mostly materials and schedules.",
        "As lead of our science night I brought in families and the marine lab. I want to do more with colleagues.",
    ),
    CHANGE[0]: (
        "Science happens twice a week in most classrooms of grade 3. With that team I would plan one unit in which it "
        "happens daily, and look at the notebooks together in October and in January.",
        "Our fifth grade plans alone. I would start a monthly lesson study with two of them and invite the principal "
        "to the second one.",
        "I want more talk in science lessons. I would try sentence starters with my team and record how many speak.",
        "More hands-on lessons for everybody in the school.",
    ),
    STUDY[0]: (
        "I lead our mathematics team without ever having learned how adults learn. I want to plan professional "
        "development that people use on Monday.",
        "The next step for me is work across schools. For that I need to know how programs are judged, and how they "
        "are paid for.",
        "I want a degree and a change.",
    ),
    LED[0]: (
        "Two years of a team that reads its data in cycles of six weeks. Teachers now bring the questions themselves.",
        "A pilot of number talks in seven classrooms; five of them went on after it ended.",
        "I was on the committee for the new textbook.",
    ),
    BRING[0]: (
        "Sorting leaves by rules that students write, and then exchanging the rules.",
        "Debugging a dance: the class finds the one wrong step.",
        "A map of the playground as a grid, walked by instructions.",
    ),
    BAND[0]: tuple(GRADES.splitlines()),
    WITH[0]: tuple(GRADES.splitlines()),
    DAYS[0]: (YES,),
    LESSON[0]: ("https://drive.example/stream-tables", "https://drive.example/weather-unit", ""),
}
STATEMENTS = (
    "I have seen three of these meetings. Everybody leaves with something to try, and it is tried.",
    "Patient with colleagues, exact about the science. I would want this teacher in any team that I lead.",
    "Reliable and well liked. Leading colleagues is still new, and the institute would come at the right time.",
)
COMMENTS = (  # from the best to the weakest
    "Concrete about colleagues; says what changed in their lessons.",
    "Good examples throughout.",
    "A clear plan. With whom is still open.",
    "Much about the own classroom, little about others.",
)
FOR_ORGANIZER = ("Would fit beside somebody from the same school.", "", "", "Please compare with the other reader.")
CHOSEN = "Both readers see regular work with colleagues."
IN_LINE = "Strong; fewer places than strong applications."
NOT_CHOSEN = "Little work with colleagues yet. Encourage to apply again."
