"""Changes to the rows that were ticked in a list."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leaders.forms.people import DateInput, school_field

MOST = 200


def ticked(request):
    """Keys of the ticked rows, as the list's form sent them."""
    return [
        int(text)
        for text in request.POST.getlist("rows")[:MOST]
        if text.isascii() and text.isdigit() and len(text) < 19
    ]


class TickedForm(forms.Form):
    """Carries the ticked rows along while the form asks for what else is needed."""

    rows = forms.MultipleChoiceField(label=_("Ticked rows"), widget=forms.MultipleHiddenInput)

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        keys = [str(row.pk) for row in rows]
        self.fields["rows"].choices = [(key, key) for key in keys]
        self.fields["rows"].initial = keys


class MarkLeftForm(TickedForm):
    left_on = forms.DateField(label=_("Last day"), widget=DateInput, initial=timezone.localdate)
    reason = forms.CharField(label=_("Why"), max_length=255)


class MoveForm(TickedForm):
    school = school_field(_("Home school"))
    reason = forms.CharField(label=_("Why"), max_length=255)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].required = True


class CloseForm(TickedForm):
    reason = forms.CharField(label=_("Why"), max_length=255)
