"""Forms of calls: the call as a draft, what may change once it is published, its questions and its rubric."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from config.pickers import PickerField
from leaders import vacancies
from leaders.forms.people import WHY, DateInput
from leaders.models import District, Position, School
from programs.models import Call, Cohort, Criterion, Program, Question

DATES = {"opens": DateInput, "closes": DateInput}
EVERYONE = _("everyone signed in, once the call is published")
RULES = ["teachers_only", "minimum_years", "leader_rule", "completed_program", "disciplines", "schools"]
REVIEWS = ["is_blind", "reviews_wanted"]
WORDS = forms.Textarea(attrs={"rows": 6})


class CallForm(forms.ModelForm):
    """A draft; `target` (“cohort” or “position”) leaves out the other field, `like` offers calls to begin with."""

    cohort = forms.ModelChoiceField(Cohort.objects.none(), label=_("Cohort"), required=False)
    position = PickerField(
        label=_("Position"),
        queryset=Position.objects.none(),
        url="leaders:position-picker",
        search=lambda rows, text: rows.matching(text),
        required=False,
    )
    like = forms.ModelChoiceField(
        Call.objects.none(),
        label=_("Begin with those of"),
        required=False,
        empty_label=_("no other call"),
        help_text=_("They can be changed until the call is published."),
    )
    why = forms.CharField(**WHY)

    class Meta:
        model = Call
        fields = ["cohort", "position", "title", "text", "opens", "closes", "places", *RULES, *REVIEWS]
        widgets = DATES | {
            "text": WORDS,
            "disciplines": forms.CheckboxSelectMultiple,
            "schools": forms.SelectMultiple(attrs={"size": 6}),
        }

    def __init__(self, *args, user, today, target="", **kwargs):
        super().__init__(*args, **kwargs)
        cohorts = Cohort.objects.visible_to(user).filter(is_cancelled=False, end__gte=today).with_program()
        self.fields["cohort"].queryset = cohorts.order_by("start", "pk")
        year = District.current().school_year(today)
        self.fields["position"].queryset = vacancies.to_fill(Position.objects.visible_to(user), year)
        self.fields["completed_program"].queryset = Program.objects.visible_to(user).order_by("name", "pk")
        self.fields["completed_program"].empty_label = _("does not matter")
        self.fields["schools"].queryset = School.objects.open()
        self.fields["like"].queryset = Call.objects.visible_to(user)
        targets = [target] if target else ["cohort", "position"]
        for name in {"cohort", "position"}.difference(targets) | {"like" if self.instance.pk else "why"}:
            del self.fields[name]
        self.helper = in_sections(*self._sections(targets))

    def _sections(self, targets):
        words = Section(_("Call"), *targets, "title", "text", ("opens", "closes", "places"), seen_by=EVERYONE)
        asked = ("teachers_only", ("minimum_years", "leader_rule"), "completed_program", "disciplines", "schools")
        who = Section(_("Who may apply"), *asked, seen_by=EVERYONE)
        if self.instance.pk:
            return words, who, Section(_("Review"), *REVIEWS), Section(_("This change"), "why")
        return words, who, Section(_("Review"), *REVIEWS), Section(_("Questions and rubric"), "like")


class CallChangeForm(forms.ModelForm):
    """What may change once a call is published; the rules that people applied by stay."""

    reason = forms.CharField(label=_("Why"), max_length=255, help_text=_("Kept in the history."))
    helper = in_sections(
        Section(_("Call"), "title", "text", ("closes", "places"), seen_by=EVERYONE),
        Section(_("Review"), "reviews_wanted"),
        Section(_("This change"), "reason"),
    )

    class Meta:
        model = Call
        fields = ["title", "text", "closes", "places", "reviews_wanted"]
        widgets = DATES | {"text": WORDS}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["closes"].help_text = _(
            "It can be prolonged, also after it is over, until there are decisions. Drafts can then be sent again."
        )


class QuestionForm(forms.ModelForm):
    """One question; what does not belong to its kind of answer is left out."""

    helper = in_sections(
        Section("", "text", "help", "kind", "required"),
        Section(_("For answers in words"), "word_limit"),
        Section(_("For “one of several”"), "choices"),
    )

    class Meta:
        model = Question
        fields = ["text", "help", "kind", "required", "word_limit", "choices"]
        widgets = {"kind": forms.RadioSelect, "choices": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].help_text = _(
            "For a reference the applicant names somebody, who gets a link by e-mail and writes a statement."
        )
        self.fields["choices"].help_text = _("One per line, two or more.")


class CriterionForm(forms.ModelForm):
    """One line of the rubric."""

    helper = in_sections(Section("", "text", "description", ("weight", "highest")))

    class Meta:
        model = Criterion
        fields = ["text", "description", "weight", "highest"]
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}
