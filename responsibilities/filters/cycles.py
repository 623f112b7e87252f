import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.tables import NamedFilter
from leaders.models import Person, School
from responsibilities.models import CoachingCycle, Stage

Status = CoachingCycle.Status
STATUSES = [("open", _("open (running or paused)")), *Status.choices]
DUE = [("overdue", _("overdue")), ("soon", _("due soon")), ("follow_up", _("visit or check-back due"))]


class CycleFilter(filters.FilterSet):
    """Search and filters of the list of coaching cycles."""

    q = filters.CharFilter(label=_("Name"), method="search")
    status = filters.ChoiceFilter(label=_("Status"), choices=STATUSES, method="by_status")
    due = filters.ChoiceFilter(label=_("Next visit"), choices=DUE, method="by_due")
    stage = filters.ChoiceFilter(label=_("Stage"), choices=Stage.choices)
    goal = filters.ChoiceFilter(label=_("Goal"), field_name="goal_kind", choices=CoachingCycle.Goal.choices)
    leader = filters.CharFilter(label=_("Teacher leader"), method="by_leader")
    school = NamedFilter(label=_("School"), field_name="site", queryset=School.objects.open())
    start = filters.DateFromToRangeFilter(label=_("First day"))
    end = filters.DateFromToRangeFilter(label=_("Last day"))
    conflict = filters.BooleanFilter(label=_("Conflict recorded"), method="by_conflict")
    gone = filters.BooleanFilter(label=_("Leader’s appointment ended"), method="by_leader_gone")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.request.user.may("responsibilities.view_conflicts"):
            del self.filters["conflict"], self.filters["gone"]

    def search(self, rows, name, text):
        people = Person.objects.matching(text).values("pk")
        return rows.filter(leader__in=people) | rows.filter(teacher__in=people)

    def by_status(self, rows, name, status):
        return rows.open() if status == "open" else rows.filter(status=status)

    def by_due(self, rows, name, code):
        today = timezone.localdate()
        asked = {"overdue": rows.overdue, "soon": rows.due_soon, "follow_up": rows.to_follow_up}
        return asked[code](today)

    def by_leader(self, rows, name, text):
        return rows.filter(leader__in=Person.objects.matching(text))

    def by_conflict(self, rows, name, wanted):
        return rows.with_conflict() if wanted else rows.filter(conflict_seen_at__isnull=True)

    def by_leader_gone(self, rows, name, wanted):
        gone = rows.leader_gone(timezone.localdate())
        return gone if wanted else rows.exclude(pk__in=gone.values("pk"))
