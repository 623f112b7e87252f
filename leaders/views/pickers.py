"""Suggestions for forms: people, schools and vacant positions by a few typed letters."""

from config.access import Guarded
from config.pickers import PickerView
from leaders import vacancies
from leaders.models import Person, Position, School
from leaders.years import this_year


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


class PositionPicker(Guarded, PickerView):
    model = Position
    permission = "leaders.change_appointments"
    search = staticmethod(matching)

    def get_queryset(self):
        return vacancies.to_fill(super().get_queryset(), this_year())
