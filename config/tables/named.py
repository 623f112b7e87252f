"""A filter by records that are called by their `name`: its options are read as pairs, not as whole records."""

import django_filters
from django_filters.fields import ModelChoiceField, ModelChoiceIterator


class NamedIterator(ModelChoiceIterator):
    def __iter__(self):
        yield "", self.field.empty_label
        yield from self.queryset.values_list("pk", "name")


class NamedField(ModelChoiceField):
    iterator = NamedIterator


class NamedFilter(django_filters.ModelChoiceFilter):
    """One school, role or discipline out of all: `NamedFilter(label=…, queryset=…)`."""

    field_class = NamedField
