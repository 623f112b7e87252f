import django_filters as filters
from django.utils.translation import gettext_lazy as _

from config.tables import opening


class SavedViewFilter(filters.FilterSet):
    """Search and filters of the saved views; the lists are those that the user may open."""

    q = filters.CharFilter(label=_("Name"), field_name="name", lookup_expr="icontains")
    route = filters.ChoiceFilter(label=_("List"))
    mine = filters.BooleanFilter(label=_("Saved by me"), method="by_owner")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        lists, user = opening.lists(), self.request.user
        named = [(name, str(opening.title_of(name))) for name, view in lists.items() if user.may(view.permission)]
        self.filters["route"].extra["choices"] = sorted(named, key=lambda pair: pair[1])

    def by_owner(self, rows, name, wanted):
        own = rows.of(self.request.user)
        return own if wanted else rows.exclude(pk__in=own.values("pk"))
