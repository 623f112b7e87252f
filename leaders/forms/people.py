from django import forms
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from config.pickers import PickerField
from leaders import logos
from leaders.models import Credential, District, Person, Recognition, School

WHY = {"label": _("Why"), "required": False, "max_length": 255, "help_text": _("Kept in the history.")}


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


def school_field(label, **options):
    return PickerField(
        label=label,
        queryset=School.objects.open(),
        url="leaders:school-picker",
        search=lambda rows, text: rows.matching(text),
        required=False,
        **options,
    )


class PersonForm(forms.ModelForm):
    """A member of staff."""

    home_school = school_field(_("Home school"))
    kind_since = forms.DateField(
        label=_("Of this kind since"),
        required=False,
        widget=DateInput,
        help_text=_("When the kind changes: its first day. Leave empty to correct a mistake."),
    )
    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(
            _("Name"), ("given_name", "middle_name", "family_name"), ("preferred_name", "suffix"), ("email", "local_id")
        ),
        Section(_("Work"), ("staff_kind", "kind_since", "teaching_fte"), "home_school", "teaches"),
        Section(_("With the district"), ("hired_on", "left_on"), "is_active"),
        Section(_("This change"), "why"),
    )

    class Meta:
        model = Person
        fields = [
            "given_name",
            "middle_name",
            "family_name",
            "suffix",
            "preferred_name",
            "email",
            "staff_kind",
            "home_school",
            "teaching_fte",
            "teaches",
            "local_id",
            "hired_on",
            "is_active",
            "left_on",
        ]
        widgets = {"hired_on": DateInput, "left_on": DateInput, "teaches": forms.CheckboxSelectMultiple}


class RecognitionForm(forms.ModelForm):
    """An award of a person."""

    why = forms.CharField(**WHY)

    class Meta:
        model = Recognition
        fields = ["kind", "title", "awarded_on", "awarded_by", "amount"]
        widgets = {"awarded_on": DateInput}


class CredentialForm(forms.ModelForm):
    """A credential of a person."""

    why = forms.CharField(**WHY)

    class Meta:
        model = Credential
        fields = ["kind", "title", "issuer", "issued_on", "expires_on", "discipline"]
        widgets = {"issued_on": DateInput, "expires_on": DateInput}


class SchoolForm(forms.ModelForm):
    """A site of the district."""

    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(
            _("School"), "name", ("kind", "level"), ("lowest_grade", "highest_grade"), ("city", "state"), "is_open"
        ),
        Section(_("Numbers it is known by"), ("code", "nces_id")),
        Section(_("Facts for reports"), ("title_i", "locale"), ("enrollment", "teachers", "eligible_teachers")),
        Section(_("This change"), "why"),
    )

    class Meta:
        model = School
        fields = [
            "name",
            "kind",
            "code",
            "nces_id",
            "level",
            "lowest_grade",
            "highest_grade",
            "title_i",
            "locale",
            "enrollment",
            "teachers",
            "eligible_teachers",
            "city",
            "state",
            "is_open",
        ]

    def clean_nces_id(self):
        return self.cleaned_data["nces_id"] or None


class DistrictForm(forms.ModelForm):
    """Settings of the district."""

    new_logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG or WebP, up to 1 MB. It stands above every page and on reports."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    without_logo = forms.BooleanField(label=_("Remove the logo"), required=False)
    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("District"), "name", ("state", "nces_id"), "accent", "new_logo", "without_logo"),
        Section(
            _("Years and days"),
            ("school_year_start_month", "fiscal_year_start_month"),
            ("contract_days", "contract_minutes"),
            ("month_lock_days", "rotation_years"),
        ),
        Section(_("Care with data"), "bulk_stop_percent", "principal_sees"),
        Section(_("This change"), "why"),
    )

    class Meta:
        model = District
        fields = [
            "name",
            "state",
            "nces_id",
            "accent",
            "school_year_start_month",
            "fiscal_year_start_month",
            "contract_days",
            "contract_minutes",
            "month_lock_days",
            "rotation_years",
            "bulk_stop_percent",
            "principal_sees",
        ]

    def __init__(self, *args, is_cut_off=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_cut_off = is_cut_off
        if not self.instance.logo:
            del self.fields["without_logo"]

    def clean_new_logo(self):
        """The picture as it is kept."""
        if self.is_cut_off:
            raise forms.ValidationError(_("A logo may have up to 1 MB."))
        file = self.cleaned_data["new_logo"]
        return logos.checked(file.read()) if file else None
