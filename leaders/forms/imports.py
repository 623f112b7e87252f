from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leaders.imports.archive import MAX_FILE, MEGABYTE
from leaders.imports.sources import ACCEPTED

MAX_UPLOADS = 20


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
        label=_("File"),
        help_text=_("A zip package, one CSV or XLSX file, or several CSV files together. At most 10 MB."),
        widget=FilesInput(attrs={"accept": ",".join(ACCEPTED)}),
        max_length=255,
    )

    def clean_files(self):
        files = self.cleaned_data["files"]
        if len(files) > MAX_UPLOADS:
            raise ValidationError(_("Hand in at most %(n)s files at once.") % {"n": MAX_UPLOADS})
        if sum(file.size for file in files) > MAX_FILE:
            raise ValidationError(
                _("This is more than %(n)s MB. Leave out what is not needed, such as enrollments and demographics.")
                % {"n": MAX_FILE // MEGABYTE}
            )
        for file in files:
            if not file.name.lower().endswith(ACCEPTED):
                raise ValidationError(_("Hand in a file that ends in .zip, .csv or .xlsx."))
        return files
