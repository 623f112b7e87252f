"""The doors of the site: every view names one permission here, or says that it is public.

The rules behind a permission live in the `access.py` of each app; this file only asks the signed-in user's
`may(permission)` and filters rows through the model's `visible_to(user)`.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404


def requires(permission):
    """Guard a function view: a signed-in user without `permission` gets 403."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.may(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.permission = permission
        return guarded

    return decorate


def public(view):
    """Mark a view that needs no sign-in (health, error pages)."""
    view = login_not_required(view)
    view.permission = None
    return view


def visible(request, model):
    """Rows of `model` that the signed-in user may see: where every view starts from."""
    return model.objects.visible_to(request.user)


def visible_or_404(request, model, **lookup):
    """One row the user may see; a row that exists but is hidden answers 404 like one that does not."""
    return get_object_or_404(visible(request, model), **lookup)


class Guarded:
    """Guard of class views: checks `permission`, then starts from the rows the user may see."""

    permission = ""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.may(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return visible(self.request, self.model)
