"""Who can apply: the rules of a call in words, and whether a person meets each of them on a day.

Years in the district are counted on the day the call closes, from the day of hire: the anniversary itself counts. What
is not on record is “not known”: it keeps nobody from applying, and the coordinator looks at it. Whether somebody is a
teacher leader is asked for the day on which they look or send.
"""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.tables.cells import shown
from leaders import definition
from leaders.models import Person
from programs.models import Call, Enrollment, Reviewer


@dataclass(frozen=True)
class Rule:
    """One rule in words; `met` is True, False, or None when it is not known, or when nobody was asked about.

    `fact` says what is on record, `todo` what the person can do about it.
    """

    words: str
    met: bool | None = None
    fact: str = ""
    todo: str = ""


class Standing:
    """What the rules ask of one person on a day; each fact is read once, for however many calls."""

    def __init__(self, person, on):
        self.person = person
        self.on = on

    @cached_property
    def teaches(self):
        """`{key: name}` of disciplines."""
        return {row.pk: row.name for row in self.person.teaches.all()}

    @cached_property
    def leads(self):
        """Whether they count as a STEM teacher leader on the day."""
        return definition.teacher_leaders(Person.objects.filter(pk=self.person.pk), self.on).exists()

    @cached_property
    def completed(self):
        """Keys of the programs that they completed."""
        rows = Enrollment.objects.completed().filter(person=self.person)
        return set(rows.order_by().values_list("cohort__program", flat=True))

    @cached_property
    def reviews_in(self):
        """Keys of the calls in which they are named as a reviewer."""
        return set(Reviewer.objects.filter(person=self.person).order_by().values_list("phase__call", flat=True))


def rules(call, standing=None):
    """The rules of a call, each judged for somebody's `Standing`; only stated without one."""
    makers = (_works_here, _teacher, _years, _disciplines, _schools, _leader, _program, _reviewer)
    made = (make(call, standing) for make in makers)
    return [rule for rule in made if rule is not None]


def unmet(judged):
    """The rules that are not met; what is not known is none of them."""
    return [rule for rule in judged if rule.met is False]


def unknown(judged):
    return [rule for rule in judged if rule.met is None]


def years_between(start, end):
    """Whole years from one day to another: on the anniversary the year is complete."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def _works_here(call, standing):
    words = _("Works in the district")
    if standing is None:
        return Rule(words)
    if standing.person.is_active:
        return Rule(words, True)
    return Rule(words, False, _("Listed as no longer working here."), ask_to_correct())


def _teacher(call, standing):
    if not call.teachers_only:
        return None
    words = _("Is a teacher")
    if standing is None:
        return Rule(words)
    if standing.person.staff_kind == Person.StaffKind.TEACHER:
        return Rule(words, True)
    kind = {"kind": standing.person.get_staff_kind_display()}
    return Rule(words, False, _("Listed as: %(kind)s.") % kind, ask_to_correct())


def _years(call, standing):
    if not call.minimum_years:
        return None
    words = ngettext(
        "Has been in the district for %(count)s year on %(day)s, when the call closes",
        "Has been in the district for %(count)s years on %(day)s, when the call closes",
        call.minimum_years,
    ) % {"count": call.minimum_years, "day": shown(call.closes)}
    if standing is None:
        return Rule(words)
    hired = standing.person.hired_on
    if hired is None:
        return Rule(words, None, _("The day of hire is not on record."), ask_to_add())
    fact = _("Hired on %(day)s.") % {"day": shown(hired)}
    met = years_between(hired, call.closes) >= call.minimum_years
    return Rule(words, met, fact, "" if met else ask_to_correct())


def _disciplines(call, standing):
    wanted = {row.pk: row.name for row in call.disciplines.all()}
    if not wanted:
        return None
    words = _("Teaches %(one_of)s") % {"one_of": _one_of(wanted.values())}
    if standing is None:
        return Rule(words)
    if not standing.teaches:
        return Rule(words, None, _("What is taught is not on record."), ask_to_add())
    if wanted.keys() & standing.teaches.keys():
        return Rule(words, True)
    names = {"names": ", ".join(sorted(standing.teaches.values()))}
    return Rule(words, False, _("Listed as teaching: %(names)s.") % names, ask_to_correct())


def _schools(call, standing):
    wanted = {row.pk: row.name for row in call.schools.all()}
    if not wanted:
        return None
    words = _("Works at %(one_of)s") % {"one_of": _one_of(wanted.values())}
    if standing is None:
        return Rule(words)
    home = standing.person.home_school
    if home is None:
        return Rule(words, None, _("The home school is not on record."), ask_to_add())
    if home.pk in wanted:
        return Rule(words, True)
    return Rule(words, False, _("The home school is %(school)s.") % {"school": home}, ask_to_correct())


def _leader(call, standing):
    if call.leader_rule == Call.LeaderRule.ANYONE:
        return None
    wanted = call.leader_rule == Call.LeaderRule.CURRENT
    words = _("Is a STEM teacher leader today") if wanted else _("Is not a STEM teacher leader today")
    if standing is None:
        return Rule(words)
    if standing.leads == wanted:
        return Rule(words, True)
    if wanted:
        return Rule(words, False, _("No appointment counts today."), ask_to_correct())
    return Rule(words, False, _("An appointment counts today."), _("This call is for colleagues without one."))


def _program(call, standing):
    if call.completed_program_id is None:
        return None
    words = _("Has completed %(program)s") % {"program": call.completed_program}
    if standing is None:
        return Rule(words)
    if call.completed_program_id in standing.completed:
        return Rule(words, True)
    return Rule(words, False, _("No completion is on record."), _("The page of the program tells when it runs again."))


def _reviewer(call, standing):
    """Whoever reads the applications of others does not compete with them; told to nobody but who is named."""
    if standing is None or call.pk not in standing.reviews_in:
        return None
    todo = _("Ask the coordinator to be taken off the reviewers first.")
    return Rule(_("Does not review in this call"), False, _("Named as a reviewer."), todo)


def _one_of(names):
    """“Science”, or “one of: Mathematics, Science”."""
    names = sorted(names)
    return names[0] if len(names) == 1 else _("one of: %(names)s") % {"names": ", ".join(names)}


def ask_to_correct():
    return _("Ask the coordinator if that is wrong.")


def ask_to_add():
    return _("Ask the coordinator to add it.")
