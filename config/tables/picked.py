"""A filter by one record out of more than a select can hold."""

import django_filters

from config.pickers import PickerField


class PickerFilter(django_filters.Filter):
    """`PickerFilter(label=…, queryset=…, url=…, search=…)`: a select while there are few, else a box that suggests."""

    field_class = PickerField
