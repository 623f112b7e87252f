"""Suggestions for the forms of the log."""

from config.access import Guarded
from config.pickers import PickerView
from responsibilities import access, teachers


class ActivityPeople(Guarded, PickerView):
    """Colleagues whom a teacher leader may name, by a few letters: name and school, nothing else."""

    permission = "responsibilities.log_activities"
    search = staticmethod(teachers.named)
    describe = staticmethod(teachers.described)

    def get_queryset(self):
        return access.nameable(self.request.user)
