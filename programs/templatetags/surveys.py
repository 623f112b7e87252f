"""Means of surveys as people read them."""

from django import template

from programs import survey_pages

register = template.Library()
register.filter("rounded", survey_pages.rounded)
register.filter("signed", survey_pages.signed)
