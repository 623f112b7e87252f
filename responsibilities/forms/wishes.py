from django import forms

from responsibilities.models import Wishes


class WishesForm(forms.ModelForm):
    class Meta:
        model = Wishes
        fields = ["reminders"]
