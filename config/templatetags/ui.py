"""Small words that templates use: permissions, money, form errors, keys of forms."""

import uuid

from django import template
from django.conf import settings

from config import theme as themes
from config.tables import cells

register = template.Library()


@register.filter
def may(user, permission):
    """Whether the signed-in user holds a permission: `{% if user|may:"leaders.change_people" %}`."""
    return user.is_authenticated and user.may(permission)


@register.filter
def money(value):
    """US dollars, a dash for nothing."""
    return cells.shown(value, as_money=True)


@register.filter
def shown(value):
    """A value as lists show it: dates, yes or no, a dash for nothing."""
    return cells.shown(value)


@register.filter
def heading_of(label):
    """A field's label before what is wrong with it: a question keeps its own mark."""
    return label if str(label).endswith("?") else f"{label}:"


@register.filter
def has_required(form):
    """Whether some field of a form must be filled in, so that the page explains its mark."""
    return any(field.field.required for field in form.visible_fields())


@register.simple_tag(takes_context=True)
def theme(context):
    """`light` or `dark` when the visitor chose one; pages of errors may have no request."""
    request = context.get("request")
    return themes.chosen(request) if request else ""


@register.simple_tag(takes_context=True)
def offline_app(context):
    """`on` for who may log without a connection, `off` while the site has it switched off, empty for everyone else."""
    user = context.get("user")
    if not getattr(user, "person_id", None) or not user.may("responsibilities.log_activities"):
        return ""
    return "on" if settings.OFFLINE else "off"


@register.simple_tag
def new_key():
    """A fresh key for a form, so that sending it twice does its work once."""
    return uuid.uuid4()
