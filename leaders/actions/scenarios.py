"""Scenarios of the next year: kept, copied, and, once, applied as proposals."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leaders.actions.records import remove_record, save_record
from leaders.actions.rollover import roll_over
from leaders.models import Appointment, District, Scenario, ScenarioFund, ScenarioPosition, ScenarioRole
from leaders.planning import words
from leaders.planning.base import base_of
from leaders.planning.changes import Changes
from leaders.planning.checks import changed_since, reasons_needed
from leaders.planning.plan import Plan


@transaction.atomic
def keep_changes(*, scenario, changes, by, reason="", version=None):
    """Let a scenario say exactly these `Changes`, with their history in words; real rows stay as they are."""
    _refuse_applied(scenario)
    before, after = _words(Changes.of(scenario)), _words(changes)
    told = {"plan": [before, after]} if before != after else {}
    leaving = list(Appointment.objects.filter(pk__in=changes.leaving))
    save_record(record=scenario, by=by, reason=reason, version=version, related={"leaving": leaving}, told=told)
    _replace(scenario, changes)
    return scenario


@transaction.atomic
def copy_scenario(*, scenario, name, by):
    """Another scenario of one's own that says the same."""
    copy = Scenario(name=name, school_year=scenario.school_year, note=scenario.note, owner=by)
    save_record(record=copy, by=by, related={"leaving": []})
    changes = Changes.of(scenario)
    for row in [row for rows in changes.rows() for row in rows]:
        row.pk = None
    return keep_changes(scenario=copy, changes=changes, by=by, reason=_("Copy of %(name)s") % {"name": scenario})


def remove_scenario(*, scenario, by, reason, version=None):
    """Remove a scenario that was not applied: what came of an applied one refers to it in the history."""
    _refuse_applied(scenario)
    remove_record(record=scenario, by=by, reason=reason, version=version)


@transaction.atomic
def apply_scenario(*, scenario, seen, by, reason="", version=None, overload_reason="", bounds_reason=""):
    """Propose what a scenario plans: once, and only what was `seen` (the `digest` of the plan that was shown).

    Makes next year's positions and proposed appointments with pay and funding through the roll-over, all or nothing.
    """
    _refuse_applied(scenario)
    scenario.applied_at, scenario.applied_by = timezone.now(), by
    save_record(record=scenario, by=by, reason=reason, version=version)
    district = District.objects.select_for_update().filter(pk=1).first() or District.current()
    base = base_of(by, district, scenario.base_year)
    plan = Plan(base, Changes.of(scenario))
    if moved := changed_since(scenario, base):
        first = _("This year changed since the scenario was saved. Open its plan, look at it, and save it again.")
        raise ValidationError([first, *moved])
    if plan.digest() != seen:
        raise ValidationError(
            _("What would be proposed is not what you saw. Nothing was done; look at it again below.")
        )
    reasons = _reasons(plan, overload_reason=overload_reason, bounds_reason=bounds_reason)
    return roll_over(
        stays=[replace(stay, **reasons(stay.appointment.person)) for stay in plan.stays],
        joining=[replace(row, **reasons(row.person)) for row in plan.joining],
        carried=plan.carried,
        reshaped=plan.reshaped,
        to_year=scenario.school_year,
        by=by,
        reason=reason or _("Scenario “%(name)s”") % {"name": scenario},
    )


def _reasons(plan, **given):
    """The reasons for one person: a reason stands only where it is needed, as lists count those who have one."""
    needed = reasons_needed(plan)
    return lambda person: {name: text for name, text in given.items() if person in needed.get(name, ())}


def _refuse_applied(scenario):
    if scenario.applied_at:
        raise ValidationError(_("This scenario was applied; it stays as it is. Copy it to go on planning."))


def _replace(scenario, changes):
    for model, rows in zip((ScenarioPosition, ScenarioRole, ScenarioFund), changes.rows(), strict=True):
        model.objects.filter(scenario=scenario).delete()
        for row in rows:
            row.pk, row.scenario = None, scenario
            row.full_clean(validate_unique=False, validate_constraints=False, exclude=_loaded(row))
        model.objects.bulk_create(rows)


def _loaded(row):
    """Foreign keys: they were read from the database a moment ago."""
    return [field.name for field in row._meta.concrete_fields if field.is_relation]


def _words(changes):
    leaving = Appointment.objects.filter(pk__in=changes.leaving).with_people().order_by("pk")
    return words.as_text(words.told(changes, leaving))
