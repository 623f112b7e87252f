"""Changes to the ticked rows of a list: asked for on a page that names them, done to all of them or to none."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _

from leaders.actions.records import to_each
from leaders.forms.bulk import MOST, Ticked, ticked, version_shown
from leaders.forms.saving import led_to, perform


def on_ticked(request, rows, form_class, change, *, listing, title, crumbs):
    """One change of the ticked ones among `rows`, which the user may see; `change(row, by=, **fields)` does it to one.

    Leads back to the list `listing` (its name or address) with its filters. 422: refused, with the row that stands in
    the way; 409: someone else changed or hid one of the rows since they were named.
    """
    marks, back = ticked(request), _list_address(request, listing)
    found = list(rows.filter(pk__in=marks)) if len(marks) <= MOST else []
    if not found:
        messages.error(request, _complaint(len(marks)))
        return redirect(back)
    form = form_class(request.POST if "reason" in request.POST else None)

    def act():
        to_each(found, lambda row: change(row, by=request.user, **form.cleaned_data))
        return resolve_url(listing)

    moved = form.is_bound and _moved(found, marks)
    address, stale = (led_to(request), None) if moved else _outcome(request, form, act)
    if address:
        done = _("%(title)s: done for %(count)s.")
        messages.success(request, done % {"title": title, "count": len(found)})
        return redirect(back)
    return _ask(request, rows, form, marks, moved or stale, title=title, crumbs=crumbs, cancel_url=back)


def _outcome(request, form, act):
    """`(address, stale)` like `perform`; nothing is done before the form is sent and holds what is needed."""
    return perform(request, form, act) if form.is_bound and form.is_valid() else (led_to(request), None)


def _ask(request, rows, form, marks, moved, **page):
    """The page that names the rows, as they are now stored, and asks for what the change needs."""
    found = list(rows.filter(pk__in=marks))
    kept = [Ticked.of(row) if moved or not marks[row.pk].version else marks[row.pk] for row in found]
    context = {
        "form": form,
        "rows": list(zip(found, kept, strict=True)),
        "moved": moved,
        "query": request.POST.get("list", ""),
        "client_key": request.POST.get("client_key"),
        "save_label": page["title"],
        **page,
    }
    status = 409 if moved else 422 if form.is_bound else 200
    return render(request, "leaders/ticked.html", context, status=status)


def _moved(found, marks):
    """Whether one of the rows is gone, or is not what was shown any more."""
    return len(found) < len(marks) or any(marks[row.pk].version not in (None, version_shown(row)) for row in found)


def _list_address(request, listing):
    """The list with the filters it had when the rows were ticked."""
    query = QueryDict(request.POST.get("list", "")).urlencode()
    return f"{resolve_url(listing)}?{query}" if query else resolve_url(listing)


def _complaint(count):
    if count > MOST:
        return _("You ticked %(count)s. At most %(most)s can be changed at once; nothing was changed.") % {
            "count": count,
            "most": MOST,
        }
    return _("Tick what to change, then choose what to do with them.")
