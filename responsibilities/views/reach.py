"""R4: who was reached, how much support they got, and who was never reached."""

from functools import cached_property

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.access import Guarded
from config.panels import panels
from config.tables import Column, Link, ListPage
from leaders.models import Person, School
from leaders.years import year_in
from responsibilities import access, measures
from responsibilities.filters.reports import NeverReachedFilter, NeverReachedSchoolFilter, ReachFilter
from responsibilities.measures import DEFINITIONS
from responsibilities.reports import reach as reports
from responsibilities.reports import reach_plots as plots
from responsibilities.views.report_pages import about_what, asked, in_full

USED = ("reach", "dosage")
CRUMBS = [(gettext_lazy("Reach and dosage"), "/reports/reach/")]


class ReachReport(Guarded, ListPage):
    """Reach of the school year, and a line for each school; what a reader of tier A must not see is left out."""

    model = School
    permission = "responsibilities.view_sums"
    title = gettext_lazy("Reach and dosage")
    template_name = "responsibilities/reach.html"
    ordering = ("name",)
    empty_title = gettext_lazy("Nobody reached yet")
    empty_text = gettext_lazy("Schools stand here once a teacher leader covers them or supports their teachers.")

    @cached_property
    def form(self):
        return ReachFilter(self.request.GET, user=self.request.user)

    @cached_property
    def chosen(self):
        return self.form.chosen()

    @cached_property
    def report(self):
        return reports.report(self.request.user, self.chosen)

    @cached_property
    def leader(self):
        return reports.leader_of(self.request.user, self.chosen)

    @property
    def columns(self):
        """Without a column of shares for one leader: their teachers are no share of a school's reach."""
        whole = access.sees_own_time(self.request.user)
        sorts = {name: (name, "name") if whole else () for name in ("supported", "support_minutes")}
        reach = [] if self.leader else [Column("reach", gettext_lazy("Reach (%)"), self.reach_of, numeric=True)]
        return [
            Column("name", gettext_lazy("School"), "name", sort=("name",), link=True),
            Column(
                "eligible",
                gettext_lazy("STEM-teaching teachers"),
                "eligible_teachers",
                numeric=True,
                sort=("eligible_teachers", "name"),
                total=Sum("eligible_teachers"),
            ),
            Column(
                "supported",
                gettext_lazy("Supported teachers"),
                lambda row: self.seen(row, row.supported),
                numeric=True,
                sort=sorts["supported"],
            ),
            *reach,
            Column(
                "hours",
                gettext_lazy("Hours of support"),
                lambda row: self.seen(row, row.support_minutes),
                time=True,
                sort=sorts["support_minutes"],
            ),
            Column("dosage", gettext_lazy("Hours per supported teacher"), self.dosage_of, time=True),
            *([] if self.leader or not whole else self.release_columns()),
        ]

    def release_columns(self):
        """Release promised and delivered at each school, for who sees time in full; shown when they are chosen."""
        of = self.release_of
        return [
            Column(
                "promised", gettext_lazy("Release promised"), lambda row: of(row, "promised"), time=True, default=False
            ),
            Column(
                "delivered",
                gettext_lazy("Release delivered"),
                lambda row: of(row, "delivered"),
                time=True,
                default=False,
            ),
            Column(
                "honored",
                gettext_lazy("Release honored (%)"),
                lambda row: of(row, "percent"),
                numeric=True,
                default=False,
            ),
        ]

    @cached_property
    def release(self):
        return measures.release_by_site(self.chosen["year"], timezone.localdate())

    def release_of(self, row, part):
        found = self.release.get(row.pk)
        value = found and getattr(found, part)
        return float(value) if part == "percent" and value is not None else value

    def seen(self, row, value):
        return _("not shown") if row.pk in self.report.hidden_schools else value

    def reach_of(self, row):
        share = measures.percent(row.supported, row.eligible_teachers)
        return self.seen(row, share if share is None else float(share))

    def dosage_of(self, row):
        return self.seen(row, round(row.support_minutes / row.supported) if row.supported else None)

    def get_queryset(self):
        return reports.schools_of(self.request.user, self.chosen)

    def get_context(self):
        """The list, with the figures and plots of what was chosen."""
        context, of_leader = super().get_context(), self.leader is not None
        shown = [] if of_leader else self.rows_of(context["paging"])
        return {
            **context,
            "subtitle": about_what(self.form, self.leader or self.chosen.get("school")),
            "form": self.form,
            "suppressed": not access.sees_own_time(self.request.user),
            "stats": plots.stats(self.report, of_leader),
            "summary": plots.summary(self.report, of_leader),
            "charts": plots.charts(self.report, shown, self.report.hidden_schools),
            "unknown": self.report.unknown,
            "definitions": [DEFINITIONS[key] for key in USED],
            "actions": self.links(),
            "panels": panels("reach", self.request),
        }

    def links(self):
        if not self.request.user.may("responsibilities.view_reach"):
            return []
        year = f"?year={self.chosen['year']}"
        return [
            Link(_("Teachers never reached"), reverse("responsibilities:never-reached-list") + year, primary=True),
            Link(_("Schools never reached"), reverse("responsibilities:never-reached-schools") + year),
        ]

    def about(self):
        return with_definitions(super().about(), asked(self.form))


def subjects(person):
    return ", ".join(str(one) for one in person.teaches.all()) or _("not recorded")


class NeverReached(Guarded, ListPage):
    """Teachers of covered schools whom nobody supported: of STEM, or of subjects that nobody recorded."""

    model = Person
    permission = "responsibilities.view_reach"
    title = gettext_lazy("Teachers never reached")
    crumbs = CRUMBS
    filterset_class = NeverReachedFilter
    ordering = ("family_name", "given_name")
    columns = [
        Column("name", gettext_lazy("Name"), "sort_name", sort=("family_name", "given_name"), link=True),
        Column("school", gettext_lazy("Home school"), "home_school", sort=("home_school__name", "family_name")),
        Column("teaches", gettext_lazy("Teaches"), subjects),
        Column("email", gettext_lazy("Work e-mail"), "email"),
    ]
    empty_title = gettext_lazy("Everyone was reached")
    empty_text = gettext_lazy("Each teacher of STEM at a covered school was supported at least once.")

    def get_queryset(self):
        rows = measures.never_reached(super().get_queryset(), year_in(self.request.GET))
        return rows.select_related("home_school").prefetch_related("teaches")

    def about(self):
        return with_definitions(super().about(), [])


class NeverReachedSchools(Guarded, ListPage):
    """Open schools none of whose teachers was supported in the school year."""

    model = School
    permission = "responsibilities.view_reach"
    title = gettext_lazy("Schools never reached")
    crumbs = CRUMBS
    filterset_class = NeverReachedSchoolFilter
    ordering = ("name",)
    columns = [
        Column("name", gettext_lazy("Name"), "name", sort=("name",), link=True),
        Column("level", gettext_lazy("Level"), "get_level_display", sort=("level", "name")),
        Column("title_i", gettext_lazy("Title I"), "title_i"),
        Column("eligible", gettext_lazy("STEM-teaching teachers"), "eligible_teachers", numeric=True),
    ]
    empty_title = gettext_lazy("Every school was reached")
    empty_text = gettext_lazy("At least one teacher of each open school was supported.")

    def get_queryset(self):
        return measures.never_reached_schools(super().get_queryset(), year_in(self.request.GET))

    def about(self):
        return with_definitions(super().about(), [])


def with_definitions(about, chosen):
    """The lines of the second sheet: what was chosen and what the figures mean, before who made it and when."""
    return [*about[:-2], *chosen, *((str(DEFINITIONS[k].label), in_full(DEFINITIONS[k])) for k in USED), *about[-2:]]
