"""Suggestions for forms: people and schools by a few typed letters."""

from config.access import Guarded
from config.pickers import PickerView
from leaders.models import Person, School


def matching(rows, text):
    return rows.matching(text)


class PersonPicker(Guarded, PickerView):
    model = Person
    permission = "leaders.view_people"
    search = staticmethod(matching)


class SchoolPicker(Guarded, PickerView):
    model = School
    permission = "leaders.view_schools"
    search = staticmethod(matching)
