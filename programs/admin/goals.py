from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from leaders.admin.audited import ReadOnlyAdmin
from programs.models import Goal, Indicator, Measurement
from responsibilities.suppression import is_small


@admin.register(Goal)
class GoalAdmin(ReadOnlyAdmin):
    """Goals change on the site, where values and verdicts follow."""

    list_display = ["title", "program", "first_year", "last_year", "is_retired"]
    list_filter = ["is_retired", "program"]
    list_select_related = ["program"]
    search_fields = ["title", "program__name"]


@admin.register(Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    list_display = ["title", "goal", "level", "horizon", "unit", "target", "target_year", "measure"]
    list_filter = ["level", "horizon", "measure"]
    list_select_related = ["goal"]
    search_fields = ["title", "goal__title"]


@admin.register(Measurement)
class MeasurementAdmin(ReadOnlyAdmin):
    """That there is a value for a year; what it is only where it is not about a few people (domain.md §4, tier A)."""

    list_display = ["indicator", "school_year", "value_shown"]
    list_filter = ["school_year"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__title", "indicator__goal__title"]
    fields = ["indicator", "school_year", "value_shown", "note_shown"]

    @admin.display(description=_("value"))
    def value_shown(self, row):
        return _("not shown") if _is_hidden(row) else row.value

    @admin.display(description=_("note"))
    def note_shown(self, row):
        return _("not shown") if _is_hidden(row) else row.note


def _is_hidden(row):
    """Administrators see none of what only the coordinator does, however few of them there are."""
    return row.people is not None and is_small(row.people)
