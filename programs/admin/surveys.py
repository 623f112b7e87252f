from django.contrib import admin

from leaders.admin.audited import ReadOnlyAdmin
from programs.models import Survey, SurveyItem


@admin.register(Survey)
class SurveyAdmin(ReadOnlyAdmin):
    """When a survey runs and for whom. What is answered, and who answered, is not here."""

    list_display = ["title", "cohort", "moment", "opens", "closes"]
    list_filter = ["moment"]
    list_select_related = ["cohort__program"]
    search_fields = ["title", "cohort__name", "cohort__program__name"]


@admin.register(SurveyItem)
class SurveyItemAdmin(ReadOnlyAdmin):
    """Questions change on the site, which keeps them as they are once somebody answered."""

    list_display = ["text", "survey", "place", "kind", "is_required"]
    list_filter = ["kind", "is_required"]
    list_select_related = ["survey"]
    search_fields = ["text", "survey__title"]
