"""What is promised: shares of time per category, and the figures beside them."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from leaders.forms.people import WHY, DateInput
from responsibilities.models import Category, Commitment, UsualPromise
from responsibilities.models.commitments import PERCENT
from responsibilities.promises import FACTS

SEEN_BY = _("whoever sees the appointment: the person, the coordinator, the principal of the school")


class PromiseForm(forms.ModelForm):
    """The part that the usual promise of a role and the commitment of an appointment have alike."""

    def __init__(self, *args, held, **kwargs):
        super().__init__(*args, **kwargs)
        offered = Category.objects.leader_time()
        self.categories = [row for row in offered if row.is_active or row.pk in held]
        for row in self.categories:
            percent = held.get(row.pk)
            self.fields[f"share_{row.pk}"] = forms.DecimalField(
                label=row.label,
                required=False,
                max_digits=5,
                decimal_places=2,
                validators=PERCENT,
                initial=percent and percent.normalize().__format__("f"),
            )
        self.helper = in_sections(*self.sections())

    def sections(self):
        names = [f"share_{row.pk}" for row in self.categories]
        pairs = [tuple(names[place : place + 2]) for place in range(0, len(names), 2)]
        return [
            Section(_("Share of the time per category (percent; together 100, or none)"), *pairs, seen_by=SEEN_BY),
            Section(_("Other targets"), ("direct_share", "meetings_per_week"), ("schools_covered", "teachers_covered")),
        ]

    def shares(self):
        """`{category: percent}` of what was filled in."""
        found = {row: self.cleaned_data.get(f"share_{row.pk}") for row in self.categories}
        return {row: percent for row, percent in found.items() if percent}

    @property
    def first_share(self):
        """Where a sum that does not come out is said."""
        return f"share_{self.categories[0].pk}" if self.categories else None


class UsualForm(PromiseForm):
    why = forms.CharField(**WHY)

    class Meta:
        model = UsualPromise
        fields = FACTS

    def sections(self):
        return [*super().sections(), Section(_("This change"), "why")]


class CommitmentForm(PromiseForm):
    class Meta:
        model = Commitment
        fields = ["start", *FACTS, "reason"]
        widgets = {"start": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = gettext("Kept with this change.")

    def sections(self):
        return [Section(_("From when on"), "start"), *super().sections(), Section(_("This change"), "reason")]
