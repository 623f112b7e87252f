"""Naming supported teachers: some to tick, anyone else by a few letters of the name. Works without JavaScript."""

from crispy_forms.layout import LayoutObject
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from config.pickers import PickerField
from leaders.models import Person
from responsibilities import teachers


class TeacherField(PickerField):
    """One colleague by name: staff are never listed as a whole, however few they are."""

    def __init__(self, **options):
        facts = {"url": "responsibilities:activity-people", "search": teachers.named, "describe": teachers.described}
        super().__init__(queryset=Person.objects.none(), required=False, **(facts | options))

    def few(self):
        return None


class TeachersField(forms.MultipleChoiceField):
    """Colleagues to tick. `people` are those the user may name, `held` the keys of those the entry names already."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"unknown": _("One of these people no longer works here. Untick them.")}

    def __init__(self, **options):
        super().__init__(required=False, **options)
        self.people = Person.objects.none()
        self.held = frozenset()

    def rows(self, keys):
        """The people behind the keys that may be named, in one question, or two when some of them left."""
        keys = {int(key) for key in map(str, keys) if key.isascii() and key.isdigit() and len(key) < 19}
        found = list(self.people.filter(pk__in=keys)) if keys else []
        left = (keys - {person.pk for person in found}) & self.held
        return found + list(Person.objects.filter(pk__in=left).select_related("home_school")) if left else found

    def to_python(self, value):
        rows = self.rows(value or [])
        if len(rows) < len(set(value or [])):
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return rows

    def validate(self, value):
        """All that is asked of the keys is judged already."""


class AddButton(LayoutObject):
    """Sends the form to name one more teacher, nothing is saved."""

    fields = ()

    def render(self, form, context, **options):
        return render_to_string("responsibilities/_add_teacher.html")
