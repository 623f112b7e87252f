"""Forms in sections: headings, who sees what, and no field lost."""

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms

from config.layouts import Section, in_sections


class PayForm(forms.Form):
    helper = in_sections(
        Section("Pay", ("kind", "amount"), seen_by="the person & the office"),
        Section("This change", "why"),
    )
    kind = forms.CharField()
    amount = forms.DecimalField()
    why = forms.CharField(required=False)
    added_later = forms.CharField()
    key = forms.CharField(widget=forms.HiddenInput)


@pytest.fixture
def html():
    return render_crispy_form(PayForm())


def test_a_section_has_its_heading_and_says_who_sees_it(html):
    assert html.count("<fieldset") == 2
    assert "<legend>Pay</legend>" in html
    assert "Who sees this: the person &amp; the office" in html


def test_fields_without_a_section_are_shown_all_the_same(html):
    assert all(f'name="{name}"' in html for name in PayForm.base_fields)


def test_the_page_brings_form_and_token_itself(html):
    assert "<form" not in html
    assert "csrfmiddlewaretoken" not in html
