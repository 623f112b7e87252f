import tempfile

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from leaders.forms.imports import check_names, too_large
from leaders.imports.archive import MAX_FILE
from leaders.imports.problems import Unusable
from programs.attendance_file import read

MOST_SHOWN = 50  # problems; who mends these sees the rest


class AttendanceFileForm(forms.Form):
    """One file with who was at a session; `wishes` are its rows once it is valid, by enrollment."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV or XLSX, with the column “Minutes” and one that says who: “Name” or “E-mail”. "
            "Coordinators may also use “Staff number”. An empty cell of minutes: was not there."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        max_length=255,
    )

    def __init__(self, *args, session, with_numbers, is_cut_off=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.session, self.with_numbers, self.is_cut_off, self.wishes = session, with_numbers, is_cut_off, {}
        if is_cut_off:  # the file that was too large is not here any more
            self.fields["file"].error_messages["required"] = too_large()

    def clean_file(self):
        """Every row is understood, or each that is not is named and none is taken."""
        file = self.cleaned_data["file"]
        if self.is_cut_off or file.size > MAX_FILE:
            raise ValidationError(too_large())
        check_names([file.name])
        with tempfile.NamedTemporaryFile() as copy:
            for chunk in file.chunks():
                copy.write(chunk)
            copy.flush()
            try:
                self.wishes, problems = read(copy.name, file.name, self.session, with_numbers=self.with_numbers)
            except Unusable as refusal:
                raise ValidationError(str(refusal)) from None
        if problems:
            raise ValidationError([str(problem) for problem in problems[:MOST_SHOWN]])
        return file
