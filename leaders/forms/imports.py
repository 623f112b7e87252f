from collections import Counter

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leaders.imports.archive import MAX_FILE, MEGABYTE
from leaders.imports.problems import shown
from leaders.imports.sources import ACCEPTED

MAX_UPLOADS = 25  # OneRoster 1.2 has 22 files
SINGLE = (".zip", ".xlsx")


class FilesInput(forms.ClearableFileInput):
    """A file box that takes several files at once, such as orgs.csv, users.csv and manifest.csv."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploaded files."""

    widget = FilesInput

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class UploadForm(forms.Form):
    """Hands in one package, one file, or several loose CSV files that belong together."""

    files = FilesField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A zip package, one CSV or XLSX file, or several CSV files together. At most 10 MB."),
        widget=FilesInput(attrs={"accept": ",".join(ACCEPTED)}),
        max_length=255,
    )

    def __init__(self, *args, is_cut_off=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_cut_off = is_cut_off
        if is_cut_off:  # the file that was too large is not here any more
            self.fields["files"].error_messages["required"] = too_large()

    def clean_files(self):
        files = self.cleaned_data["files"]
        if self.is_cut_off or sum(file.size for file in files) > MAX_FILE:
            raise ValidationError(too_large())
        if len(files) > MAX_UPLOADS:
            raise ValidationError(_("Hand in at most %(n)s files at once.") % {"n": MAX_UPLOADS})
        check_names([file.name for file in files])
        return files


def too_large():
    return _("This is more than %(n)s MB. Leave out what is not needed, such as enrollments and demographics.") % {
        "n": MAX_FILE // MEGABYTE
    }


def check_names(names):
    """Endings that can be read, a package or workbook on its own, and no name twice."""
    for name in names:
        if not name.lower().endswith(ACCEPTED):
            raise ValidationError(
                _("“%(name)s” is of another kind. Hand in a file that ends in .zip, .csv or .xlsx.")
                % {"name": shown(name)}
            )
        if len(names) > 1 and name.lower().endswith(SINGLE):
            raise ValidationError(
                _("Hand in “%(name)s” on its own. Only CSV files can be handed in together.") % {"name": shown(name)}
            )
    twins = [name for name, count in Counter(map(str.casefold, names)).items() if count > 1]
    if twins:
        raise ValidationError(
            _("Two of the files are called “%(name)s”. Hand in the right one only.") % {"name": shown(twins[0])}
        )
