"""Programs that develop teacher leaders: the list, and the record page."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible
from config.panels import panels
from config.tables import Action, Chip, Column, Link, ListPage, Stat
from config.tables.cells import shown
from leaders import history
from programs import access
from programs.filters.programs import ProgramFilter
from programs.models import Cohort, Program, Session
from programs.views.chips import cohort_chip

CRUMBS = [(_("Programs"), "/programs/")]
MOST = 25  # cohorts on the page


def provider(program):
    """By whom it is given, by name where it has one."""
    return program.provider or program.get_provider_kind_display()


def names(rows):
    """“Mathematics, Science”, from prefetched rows."""
    return ", ".join(str(row) for row in rows.all())


class ProgramList(Guarded, ListPage):
    """What the district offers to those who lead or are to lead; retired programs stay."""

    model = Program
    permission = "programs.view_programs"
    title = _("Programs")
    filterset_class = ProgramFilter
    ordering = ("name",)
    columns = [
        Column("name", _("Name"), "name", sort=("name",), link=True),
        Column("kind", _("Kind"), "get_kind_display", sort=("kind", "name")),
        Column("purpose", _("What it does"), "get_purpose_display", sort=("purpose", "name")),
        Column("provider", _("Provided by"), provider, sort=("provider_kind", "provider")),
        Column("disciplines", _("Disciplines"), lambda program: names(program.disciplines)),
        Column("roles", _("Leads to roles"), lambda program: names(program.leads_to), default=False),
        Column("mode", _("STEM mode"), "get_stem_mode_display", sort=("stem_mode", "name"), default=False),
        Column("credential", _("Credential"), "credential_title", sort=("credential_title",), default=False),
        Column("cohorts", _("Cohorts"), "cohort_count", numeric=True, sort=("cohort_count",)),
        Column("seats", _("Usual seats"), "usual_seats", numeric=True, sort=("usual_seats",), default=False),
        Column(
            "cost", _("Cost per seat"), "cost_per_seat", money=True, sort=("cost_per_seat",), permission=access.COSTS
        ),
        Column("retired", _("Retired"), "is_retired", sort=("is_retired", "name"), default=False),
    ]
    actions = [Action(_("Add a program"), "programs:program-create", "programs.change_programs")]
    empty_title = _("No programs yet")
    empty_text = _(
        "A program develops teacher leaders or supports their work: an institute, an academy, a network, a "
        "micro-credential. Training that helps teachers with their own classroom is professional development, and "
        "does not belong here."
    )

    def get_queryset(self):
        return super().get_queryset().with_cohort_count().prefetch_related("disciplines", "leads_to")


@requires("programs.view_programs")
@require_safe
def program_detail(request, pk):
    """One program: what it is for, to which roles it leads, and each time it was run."""
    rows = visible(request, Program).select_related("fund").prefetch_related("disciplines", "leads_to")
    program = get_object_or_404(rows, pk=pk)
    today = timezone.localdate()
    cohorts = visible(request, Cohort).filter(program=program)
    context = {
        "program": program,
        "title": program.name,
        "subtitle": f"{program.get_kind_display()[:1].upper()}{program.get_kind_display()[1:]} · {provider(program)}",
        "chip": Chip(gettext("retired"), "quiet") if program.is_retired else None,
        "crumbs": CRUMBS,
        "actions": _links(program, request.user),
        "stats": _figures(request, program, cohorts, today),
        "facts": [fact for fact in _facts(program, request.user) if fact[1] not in ("", None)],
        "outcomes": [line.strip() for line in program.outcomes.splitlines() if line.strip()],
        "cohorts": [(row, cohort_chip(row, today)) for row in cohorts[:MOST]],
        "entries": history.entries(program, request.user),
        "panels": panels("program", request, program),
    }
    return render(request, "programs/program_detail.html", context)


def _facts(program, user):
    facts = [
        (_("What it does"), program.get_purpose_display()),
        (_("Kind"), program.get_kind_display()),
        (_("Provided by"), provider(program)),
        (_("Disciplines"), names(program.disciplines)),
        (_("STEM mode"), program.get_stem_mode_display()),
        (_("Credential"), program.credential_title),
        (_("Usual seats"), program.usual_seats),
    ]
    return facts + cost_facts(program, user)


def cost_facts(row, user):
    """What a seat costs and who pays, of a program or a cohort, for those who see it."""
    if not access.sees_costs(user):
        return []
    cost = shown(row.cost_per_seat, as_money=True) if row.cost_per_seat is not None else None
    return [(_("Cost per seat"), cost), (_("Paid from"), row.fund)]


def _figures(request, program, cohorts, today):
    """Cohorts so far, and what comes next."""
    figures = [Stat(_("Cohorts"), cohorts.order_by().aggregate(found=Count("pk"))["found"])]
    coming = visible(request, Session).coming(today).filter(cohort__program=program, cohort__is_cancelled=False).first()
    if coming:
        figures.append(Stat(_("Next session"), coming.date, coming.title, coming.get_absolute_url()))
    return figures


def _links(program, user):
    """What may be done next: run it again, or change it."""
    if not user.may("programs.change_programs"):
        return []
    links = [] if program.is_retired else [(_("Add a cohort"), reverse("programs:cohort-create", args=[program.pk]))]
    links.append((_("Edit"), reverse("programs:program-edit", args=[program.pk])))
    return [Link(label, url, primary=place == 0) for place, (label, url) in enumerate(links)]
