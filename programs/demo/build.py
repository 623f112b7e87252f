import random

from django.db import transaction

from config.demo import part
from leaders.models import District, User
from programs.demo.cast import Cast
from programs.demo.catalogue import catalogue
from programs.demo.frozen import freeze_last_year
from programs.demo.goals import goals_of
from programs.demo.logged import log_sessions
from programs.demo.meetings import meet
from programs.demo.papers import owe
from programs.demo.reviewing import sign_ins
from programs.demo.seats import fill
from programs.demo.selection import call
from programs.demo.surveys import surveys_of
from programs.demo.timetable import open_runs
from programs.models import Program

SEED = 20261124
THIS_YEAR = 2027
SURVEYED = ("academy-2026", "academy-2027", "institute-2027", "micro-fall-2027")


@part
@transaction.atomic
def build():
    """Make the programs of the demo district; nothing when there are programs, or no demo. Returns whether any were."""
    accounts = {user.email.partition("@")[0]: user for user in User.objects.filter(email__endswith="@trellis.example")}
    if Program.objects.exists() or "leader" not in accounts:
        return False
    draw = random.Random(SEED)
    cast = Cast(accounts, draw)
    programs = catalogue()
    cohorts = open_runs(programs, District.current())
    sessions = meet(cohorts, cast)
    seats = fill(cohorts, sessions, cast)
    owe(seats)
    log_sessions(sessions, seats, cast)
    sign_ins(cast, accounts["leader"].password)
    call(cohorts, seats, cast)
    surveys_of([cohorts[code] for code in SURVEYED], draw, waiting=[cast.leader])
    goals_of(programs["institute"], THIS_YEAR)
    freeze_last_year(accounts["coordinator"], THIS_YEAR - 1)
    return True
