from django import forms
from django.utils.translation import gettext_lazy as _

from leaders.models import SavedView


class SavedViewForm(forms.ModelForm):
    """The name of a view, who finds it, and whether the list opens it; `at` is the address that it keeps."""

    is_default = forms.BooleanField(
        label=_("Open this list with it"),
        required=False,
        help_text=_("For you alone. “Show all” leads back to the whole list."),
    )
    replaces = forms.BooleanField(
        label=_("Replace what it shows"),
        required=False,
        help_text=_("Keep the filters, columns and order that the list shows now in place of those it had."),
    )
    at = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = SavedView
        fields = ["name", "is_shared"]

    def __init__(self, *args, listed=None, **options):
        super().__init__(*args, **options)
        if listed is not None and listed.below:
            del self.fields["is_shared"]  # a list of one record is not for everybody
        if listed is None or not self.instance.pk:
            del self.fields["replaces"]
