"""A filter by one record out of more than a select can hold."""

import django_filters

from config.pickers import MOST, PickerField


class FilterField(PickerField):
    """Stands on every page of a list, so it reads no rows only to learn that they are too many for a select."""

    def few(self):
        return None if self.queryset[MOST : MOST + 1].exists() else super().few()


class PickerFilter(django_filters.Filter):
    """`PickerFilter(label=…, queryset=…, url=…, search=…)`: a select while there are few, else a box that suggests."""

    field_class = FilterField
