"""Parts of other pages about seats: of home, a person, a cohort, a program; each shows only what its reader may see."""

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from config.access import visible
from config.panels import Waiting, counts, panel
from config.tables import Stat
from programs import enrollment_rules as rules
from programs.measures import seats
from programs.models import HOLDING, Enrollment
from programs.views.enrollments import CHANGE, chip
from programs.views.mine import missing, next_sessions, own

MOST = 8
TAKE_PART = "programs.take_part"
SEE = "programs.view_participants"
LISTING = "programs:enrollment-list"
UNDER_WAY = ("applied", "accepted", "waitlisted", "enrolled")


@counts("decisions", order=25)
def seats_to_decide(request):
    """Of the coordinator: who asked for a seat, and who waits although one is free; each is a list."""
    if not request.user.may(CHANGE):
        return []
    rows, listing = visible(request, Enrollment), reverse(LISTING)
    return [
        Waiting(_("Seats asked for"), rows.applied(), f"{listing}?status=undecided"),
        Waiting(_("Waiting, and a seat is free"), rows.could_be_seated(), f"{listing}?status=line"),
    ]


@panel("home", "programs/_my_programs.html", order=25)
def my_programs(request, _record):
    """Of whoever takes part: the next session of each cohort, what is missing, and seats to confirm."""
    if not request.user.may(TAKE_PART):
        return None
    rows = [row for row in own(request) if row.status in UNDER_WAY][:MOST]
    following = next_sessions(request, rows, timezone.localdate())
    found = [(row, chip(row), missing(row), following.get(row.cohort_id)) for row in rows]
    return {"rows": found, "url": reverse("programs:mine")} if found else None


@panel("person", "programs/_programs_of.html", order=40)
def programs_of(request, person):
    """Of a person: the programs taken, the newest first."""
    if not request.user.may("programs.view_enrollments"):
        return None
    rows = visible(request, Enrollment).filter(person=person).with_names()[:MOST]
    found = [(row, chip(row)) for row in rows]
    return {"rows": found} if found else None


@panel("cohort", "programs/_my_seat.html", order=10)
def my_seat(request, cohort):
    """Of whoever may take part: where they stand in the cohort, or that a seat can be asked for."""
    if not request.user.may(TAKE_PART) or request.user.person_id is None:
        return None
    row = visible(request, Enrollment).owned_by(request.user).filter(cohort=cohort).first()
    asks = rules.is_open_to_ask(cohort, timezone.localdate()) and (row is None or rules.may(row, "ask_again"))
    if row is None and not asks:
        return None
    return {"row": row, "chip": row and chip(row), "cohort": cohort, "asks": asks}


@panel("cohort", "programs/_participants.html", order=20)
def participants_of_cohort(request, cohort):
    """Of a cohort: how many stand where, teacher leaders and others apart, and who is next for a free seat."""
    rows = visible(request, Enrollment).filter(cohort=cohort)
    part = _participants(request, rows, f"cohort=%23{cohort.pk}")
    if part is None:
        return None
    part |= {"attendance": reverse("programs:cohort-attendance", args=[cohort.pk])}
    if not request.user.may(CHANGE):
        return part
    waits = cohort.left > 0 and not cohort.is_cancelled
    following = rows.in_line().select_related("person").first() if waits else None
    return part | {"add": "" if cohort.is_cancelled else _add(cohort), "next": following}


@panel("program", "programs/_participants.html", order=20)
def participants_of_program(request, program):
    """Of a program: how many stand where, over all its cohorts."""
    return _participants(request, visible(request, Enrollment).filter(cohort__program=program), f"program={program.pk}")


@panel("enrollment", "programs/_next_in_line.html", order=10)
def next_in_line(request, enrollment):
    """Of a seat that was given up: who waits longest, to be offered it with one tap."""
    given_up = enrollment.status in (Enrollment.Status.WITHDRAWN, Enrollment.Status.DECLINED)
    if not given_up or not request.user.may(CHANGE):
        return None
    rows = visible(request, Enrollment).could_be_seated().in_line().filter(cohort=enrollment.cohort_id)
    following = rows.select_related("person").first()
    return {"next": following} if following else None


def _participants(request, rows, query):
    """Counts by status, each with the list behind it; None for who may not see the list."""
    if not request.user.may(SEE):
        return None
    found, listing = dict(seats.by_status(rows)), f"{reverse(LISTING)}?{query}"
    stats = [Stat(capfirst(status.label), count, url=f"{listing}&status={status}") for status, count in found.items()]
    part = {"stats": stats, "url": listing, "add": "", "next": None, "apart": []}
    if any(status in HOLDING for status in found):
        part["apart"] = _apart(seats.held(rows), listing)
    return part


def _apart(held, listing):
    """Seats of teacher leaders and of others, never as one figure (case 15)."""
    leading = f"{listing}&status=holding&participant={Enrollment.Participant.CURRENT}"
    return [
        Stat(_("Teacher leader seats"), held.leaders, url=leading),
        Stat(_("Other seats"), held.others, _("aspiring teacher leaders and others")),
    ]


def _add(cohort):
    return reverse("programs:enrollment-add", args=[cohort.pk])
