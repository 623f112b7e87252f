"""Applications as lists: of one call for whoever decides, and of all calls as far as their applicants know."""

from collections import defaultdict
from functools import cached_property

from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.access import Guarded, visible_or_404
from config.tables import Bulk, Chip, Column, ListPage
from programs import outcomes, review_pages
from programs.application_states import decided
from programs.filters.deciding import ApplicationFilter, KnownFilter
from programs.models import Application, Call
from programs.review_results import Result, results
from programs.views.applications import TONES, chip
from programs.views.calls import CRUMBS
from programs.views.enrollments import CRUMBS as PARTICIPANTS

DECIDE = "programs.decide_applications"
Status = Application.Status


class ApplicationList(Guarded, ListPage):
    """Who applied to a call, what the reviews come to, and what is decided; drafts are nobody's but their writer's."""

    model = Application
    permission = DECIDE
    filterset_class = ApplicationFilter
    template_name = "programs/application_list.html"
    ordering = ("-standing", "submitted_at")
    bulk = [Bulk(_("Decide"), "programs:applications-decide", DECIDE)]
    empty_title = _("No applications yet")
    empty_text = _("Applications show here once they are sent. Drafts are seen by nobody but their writers.")

    @cached_property
    def call(self):
        return visible_or_404(self.request, Call, pk=self.kwargs["pk"])

    @cached_property
    def results(self):
        return results(self.call)

    def result(self, row):
        return self.results.get(row.pk) or Result(wanted=self.call.reviews_wanted)

    def spread(self, row):
        result = self.result(row)
        return None if result.spread is None else review_pages.spread(result)

    @property
    def title(self):
        return gettext("Applications: %(call)s") % {"call": self.call}

    @property
    def crumbs(self):
        return [*CRUMBS, (self.call.title, self.call.get_absolute_url())]

    @property
    def below(self):
        return [self.call.pk]

    @property
    def columns(self):
        today = timezone.localdate()
        by_name = ("person__family_name", "person__given_name")
        return [
            Column("person", _("Applicant"), "person.sort_name", sort=by_name, link=True),
            Column("school", _("School"), "person.home_school.name", sort=("person__home_school__name",)),
            Column("state", _("Application"), "get_status_display", sort=("status",), default=False),
            Column("mean", _("Mean, percent"), lambda row: self.result(row).mean, sort=("standing",), numeric=True),
            Column("spread", _("Spread"), self.spread),
            Column("reviews", _("Reviews"), lambda row: reviews(self.result(row))),
            Column("recused", _("Recused"), lambda row: self.result(row).recused, numeric=True),
            Column("decision", _("Decision"), lambda row: decided_chip(row, today), sort=("decision", "response")),
            Column("respond_by", _("Answer by"), "respond_by", sort=("respond_by",), default=False),
            Column("responded_on", _("Answered on"), "responded_on", sort=("responded_on",), default=False),
            Column("reason", _("Reason"), "decision_reason", default=False),
            Column("submitted", _("Sent on"), "submitted_at", sort=("submitted_at",), default=False),
        ]

    def get_queryset(self):
        rows = super().get_queryset().filter(call=self.call).exclude(status=Status.DRAFT).with_names()
        return rows.annotate(standing=standing(self.results))


def standing(found):
    """The place of an application by its mean, higher for a better one, 0 without a review: to sort by."""
    alike = defaultdict(list)
    for key, result in found.items():
        if result.mean is not None:
            alike[result.mean].append(key)
    whens = [When(pk__in=alike[mean], then=Value(place)) for place, mean in enumerate(sorted(alike), 1)]
    return Case(*whens, default=Value(0), output_field=IntegerField())


def reviews(result):
    words = {"submitted": result.submitted, "wanted": result.wanted}
    return gettext("%(submitted)s of %(wanted)s") % words


def decided_chip(row, today):
    """As the organizer knows it: the decision, told or not, the answer to it, or that nobody answered in time."""
    if row.status == Status.WITHDRAWN or not row.decision:
        return Chip(row.get_status_display() if row.status == Status.WITHDRAWN else row.get_decision_display())
    found = decided(row, today)
    return Chip(found.label, TONES[found])


class KnownList(Guarded, ListPage):
    """Who applied to what, and what they know came of it: all for the coordinator, a principal's own staff."""

    model = Application
    permission = "programs.view_participants"
    title = _("Applicants")
    crumbs = PARTICIPANTS
    filterset_class = KnownFilter
    ordering = ("-submitted_at",)
    empty_title = _("No applications yet")
    empty_text = _("Who sends an application to a call shows here, with what came of it once decisions are sent.")

    @property
    def columns(self):
        opens = self.request.user.may(DECIDE)
        by_name = ("person__family_name", "person__given_name")

        def page(row):
            return row.get_absolute_url() if opens else row.person.get_absolute_url()

        return [
            Column("person", _("Applicant"), "person.sort_name", sort=by_name, link=page),
            Column("school", _("School"), "person.home_school.name", sort=("person__home_school__name",)),
            Column("call", _("Call"), "call.title", sort=("call__title",)),
            Column("state", _("State"), chip),
            Column("respond_by", _("Answer by"), known_day),
            Column("submitted", _("Sent on"), "submitted_at", sort=("submitted_at",)),
        ]

    def get_queryset(self):
        return outcomes.known_to(self.request.user).select_related("person__home_school", "call")


def known_day(row):
    """Until when an offer that was sent can be answered."""
    return row.respond_by if row.call.decided_on else None
