"""Coaching cycles: opened, moved from stage to stage, paused, resumed, stopped, completed."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leaders import audit
from leaders.actions.records import save_record
from leaders.models import AuditEntry
from responsibilities import access, rules
from responsibilities import cycle_rules as cycles
from responsibilities.models import CoachingCycle, CycleStage

EDITABLE = ("goal_kind", "focus", "cadence_days", "check_back")
Status = CoachingCycle.Status


class BackWhy(models.TextChoices):
    """Why a cycle goes back to an earlier stage; a choice, because free text would be content."""

    MISTAKE = "mistake", _("entered by mistake")
    MORE_TIME = "more_time", _("the earlier stage needs more time")
    NEW_GOAL = "new_goal", _("the goal changed")


@transaction.atomic
def open_cycle(*, cycle, by, conflict_seen=False):
    """Begin a cycle of `cycle.appointment` with `cycle.teacher`; of two with the same teacher at once, one begins."""
    today, appointment, teacher = rules.today(), cycle.appointment, cycle.teacher
    cycles.check_appointment(appointment, today)
    cycle.leader = appointment.person
    cycles.check_teacher(teacher, access.within_reach([appointment]))
    cycles.check_start(cycle, today)
    if cycles.check_conflict(appointment, teacher, conflict_seen):
        cycle.conflict_seen_at = timezone.now()
    cycle.site_id = cycles.school_of(appointment, teacher)
    save_record(record=cycle, by=by)
    CycleStage.objects.create(cycle=cycle, stage=cycle.stage, on=cycle.start)
    return cycle


@transaction.atomic
def change_cycle(*, cycle, by, reason="", version=None):
    """Change goal, focus, cadence or check-back of an open cycle to what `cycle` says."""
    row = _locked(cycle)
    cycles.check_open(row)
    for name in EDITABLE:
        setattr(row, name, getattr(cycle, name))
    return save_record(record=row, by=by, reason=reason, version=version)


@transaction.atomic
def move_stage(*, cycle, stage, on, by, why="", version=None):
    """Go on to a later stage reached `on` a day, or back to an earlier one with a reason (`BackWhy`).

    Going back undoes the stages after it; it keeps the day on which it was reached, when it was.
    """
    row = _locked(cycle)
    cycles.check_running(row)
    cycles.check_stage(row, stage, why)
    reason = str(BackWhy(why).label) if cycles.is_back(row, stage) else ""
    reached = list(row.stages.all())
    kept = [each for each in reached if cycles.ORDER.index(each.stage) <= cycles.ORDER.index(stage)]
    row.stage = stage
    save_record(record=row, by=by, reason=reason, version=version)
    row.stages.exclude(pk__in=[each.pk for each in kept]).delete()
    if stage not in {each.stage for each in kept}:
        cycles.check_stage_day(row, on, [each.on for each in kept], rules.today())
        CycleStage.objects.create(cycle=row, stage=stage, on=on)
    if len(kept) < len(reached):
        _remember(row, reached, by, reason)
    return row


@transaction.atomic
def pause_cycle(*, cycle, why, by, version=None):
    row = _locked(cycle)
    cycles.check_running(row)
    row.status, row.status_why = Status.PAUSED, why
    return save_record(record=row, by=by, version=version)


@transaction.atomic
def resume_cycle(*, cycle, by, version=None):
    row = _locked(cycle)
    cycles.check_paused(row)
    row.status, row.status_why = Status.RUNNING, ""
    return save_record(record=row, by=by, version=version)


@transaction.atomic
def stop_cycle(*, cycle, why, end, by, version=None):
    """End an open cycle before it is complete."""
    row = _locked(cycle)
    cycles.check_open(row)
    row.status, row.status_why = Status.STOPPED, why
    return _end(row, end, by, version)


@transaction.atomic
def complete_cycle(*, cycle, end, by, version=None):
    """End a running cycle that has reached its last stage."""
    row = _locked(cycle)
    cycles.check_running(row)
    cycles.check_closing(row)
    row.status = Status.COMPLETED
    return _end(row, end, by, version)


def _end(row, end, by, version):
    row.end = end
    cycles.check_end(row, list(row.stages.values_list("on", flat=True)), rules.today())
    return save_record(record=row, by=by, version=version)


def _locked(cycle):
    """The row as it stands, kept from the log, which writes its last visit without a new version."""
    return CoachingCycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)


def _remember(row, before, by, reason):
    """Which stages had been reached when, before the cycle went back."""
    changes = audit.difference({"reached": _in_words(before)}, {"reached": _in_words(row.stages.all())})
    audit.record(row=row, verb=AuditEntry.Verb.CHANGED, by=by, changes=changes, reason=reason)


def _in_words(stages):
    return "; ".join(f"{each.get_stage_display()} {rules.shown(each.on)}" for each in stages)
