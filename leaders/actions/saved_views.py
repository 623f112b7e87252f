"""Views of lists that people keep, share, and have their lists open."""

from django.db import transaction

from leaders.actions.records import save_record
from leaders.models import DefaultView


@transaction.atomic
def save_view(*, view, by, is_default, reason="", version=None):
    """Keep a view, or change what its owner kept; with whether their list opens it."""
    save_record(record=view, by=by, reason=reason, version=version)
    choose_default(view=view, by=by, is_default=is_default)
    return view


@transaction.atomic
def choose_default(*, view, by, is_default):
    """Let the bare address of the view's list open it for `by`, or no longer.

    It is a wish of one reader and changes nothing for anybody else, so the history says nothing of it.
    """
    if is_default:
        DefaultView.objects.update_or_create(user=by, path=view.path, defaults={"view": view})
    else:
        DefaultView.objects.filter(user=by, view=view).delete()
