"""The coordinator's screen that closes a month: everyone who has it to close, approved by exception."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, Sum
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from config.access import Guarded, requires, visible
from config.tables import Bulk, Chip, Column, ListPage, Stat
from leaders.actions.records import AlreadyDone, once
from leaders.forms.saving import key_of
from leaders.models import District, Person
from leaders.views.ticked import on_ticked
from responsibilities import closing, months_due, reminders, rules
from responsibilities.actions import month_decisions
from responsibilities.filters.months import ClosingFilter, month_of
from responsibilities.forms.months import CommentForm, RemindForm, SendBackForm, UnlockForm
from responsibilities.models import Month, locks_after, next_month

TONES = {"open": "warn", "attested": "info", "approved": "good", "returned": "warn"}
CRUMBS = [(_("Close a month"), "/months/close/")]


def month_name(month):
    return date_format(month, "YEAR_MONTH_FORMAT")


def state(status):
    """The chip of a month's state."""
    return Chip(Month.Status(status).label, TONES[status])


def lock(month, unlocked_until, today, days):
    """Until when entries may be written, in words."""
    if unlocked_until and unlocked_until >= today:
        return gettext("unlocked until %(day)s") % {"day": rules.shown(unlocked_until)}
    last = locks_after(month, days)
    return gettext("locked") if today > last else gettext("open until %(day)s") % {"day": rules.shown(last)}


class CloseMonth(Guarded, ListPage):
    """All who have a month to close: its state, what it holds, and what is worth a look."""

    model = Person
    permission = "responsibilities.approve_months"
    template_name = "responsibilities/closing.html"
    filterset_class = ClosingFilter
    ordering = ("family_name", "given_name")
    passing = ("month",)
    bulk = [
        Bulk(_("Approve"), "responsibilities:month-approve-ticked", permission),
        Bulk(_("Return"), "responsibilities:month-return-ticked", permission),
        Bulk(_("Remind"), "responsibilities:month-remind-ticked", permission),
        Bulk(_("Unlock"), "responsibilities:month-unlock-ticked", permission),
    ]
    empty_title = _("Nobody has this month to close")
    empty_text = _("Whoever has an appointment in force during a month closes it. Choose another month above.")

    def get(self, request):
        """The month always stands in the address, so that what is ticked at midnight is still of the same one."""
        if not request.GET.get("month"):
            query = request.GET.copy()
            query["month"] = f"{self.month:%Y-%m}"
            return redirect(f"{request.path}?{query.urlencode()}")
        return super().get(request)

    @property
    def month(self):
        return month_of(self.request.GET.get("month", ""), timezone.localdate())

    @property
    def title(self):
        return gettext("Close %(month)s") % {"month": month_name(self.month)}

    @property
    def columns(self):
        month, today, days = self.month, timezone.localdate(), District.current().month_lock_days
        return [
            Column(
                "person",
                _("Teacher leader"),
                "sort_name",
                sort=("family_name", "given_name"),
                link=lambda row: _page_of(row.pk, month),
            ),
            Column("state", _("State"), lambda row: state(row.status), sort=("status", "family_name")),
            Column("time", _("Hours"), "minutes", time=True, sort=("minutes",), total=Sum("minutes")),
            Column("entries", _("Entries"), "entries", numeric=True, sort=("entries",), total=Sum("entries")),
            Column("usual", _("Usual hours"), lambda row: row.usual or None, time=True, sort=("usual",)),
            Column("flags", _("Worth a look"), _flags),
            Column("lock", _("Changes"), lambda row: lock(month, row.unlocked_until, today, days)),
            Column("wish", _("Asks to unlock"), "wish", default=False),
            Column("school", _("Home school"), "home_school.name", sort=("home_school__name",), default=False),
        ]

    def get_queryset(self):
        return closing.closing(super().get_queryset().select_related("home_school"), self.month)

    def get_context(self):
        month = self.month
        counts = dict(self.get_queryset().order_by().values_list("status").annotate(count=Count("pk")))
        return super().get_context() | {
            "month": month,
            "stats": _stats(counts, month),
            "to_approve": counts.get(Month.Status.ATTESTED, 0),
            "previous": address_of(months_due.before(month)),
            "following": address_of(next_month(month)) if month < months_due.first_of(timezone.localdate()) else "",
        }


def _flags(row):
    return Chip("; ".join(map(str, found)), "warn") if (found := closing.flags(row)) else None


def address_of(month, **filters):
    query = QueryDict(mutable=True)
    query.update({"month": f"{month:%Y-%m}", **filters})
    return f"{reverse('responsibilities:month-close')}?{query.urlencode()}"


def _page_of(person, month):
    return f"{reverse('responsibilities:month-of', args=[person])}?month={month:%Y-%m}"


def _stats(counts, month):
    """How many months are in which state, each a link to the rows that are counted."""
    return [
        Stat(label.capitalize(), counts.get(value, 0), url=address_of(month, state=value))
        for value, label in Month.Status.choices
    ]


def _month(request):
    """The month of the list whose rows are ticked."""
    return month_of(QueryDict(request.POST.get("list", "")).get("month", ""), timezone.localdate())


def _on_ticked(request, form_class, change, title):
    """One change of the ticked leaders' months; `change(person, month, by, reason, …)`."""
    month = _month(request)
    people = visible(request, Person)
    return on_ticked(
        request,
        months_due.listed_in(month, people),
        form_class,
        lambda person, **fields: change(person, month, **fields),
        listing="responsibilities:month-close",
        title=title % {"month": month_name(month)},
        crumbs=CRUMBS,
    )


def _row(request, person, month):
    row = visible(request, Month).filter(leader=person, month=month).first()
    if row is None:
        raise ValidationError(_("This month is not closed yet. Its teacher leader closes it first."))
    return row


@requires("responsibilities.approve_months")
def approve_ticked(request):
    """Approve the ticked months."""

    def change(person, month, by, reason):
        month_decisions.approve(month=_row(request, person, month), by=by, comment=reason)

    return _on_ticked(request, CommentForm, change, gettext("Approve %(month)s"))


@requires("responsibilities.approve_months")
def return_ticked(request):
    """Return the ticked months as a whole."""

    def change(person, month, by, reason):
        month_decisions.send_back(month=_row(request, person, month), by=by, comment=reason)

    return _on_ticked(request, SendBackForm, change, gettext("Return %(month)s"))


@requires("responsibilities.approve_months")
def unlock_ticked(request):
    """Unlock the ticked months until a day."""

    def change(person, month, by, reason, until):
        month_decisions.unlock(leader=person, month=month, by=by, reason=reason, until=until)

    return _on_ticked(request, UnlockForm, change, gettext("Unlock %(month)s"))


@requires("responsibilities.approve_months")
def remind_ticked(request):
    """Write to the ticked leaders who have not closed the month; at most once a day each."""

    def change(person, month, by, reason):
        reminders.ask(leader=person, month=month, by=by, words=reason)

    return _on_ticked(request, RemindForm, change, gettext("Remind of %(month)s"))


@requires("responsibilities.approve_months")
@require_POST
def approve_unflagged(request):
    """Approve all closed months in which nothing is worth a look, at once; the others stay for the eye."""
    month = month_of(request.POST.get("month", ""), timezone.localdate())
    people = visible(request, Person)
    address = address_of(month)
    try:
        with once(user=request.user, key=key_of(request)) as row:
            count = month_decisions.approve_all(months=closing.unflagged(month, people), by=request.user)
            row.result = address
    except AlreadyDone as done:
        return redirect(done.result or address)
    said = ngettext("%(count)s month approved.", "%(count)s months approved.", count) % {"count": count}
    left = visible(request, Month).filter(Q(status=Month.Status.ATTESTED), month=month).count()
    if left:
        said += " " + ngettext("%(count)s is left for a look.", "%(count)s are left for a look.", left) % {
            "count": left
        }
    messages.success(request, said)
    return redirect(address)
