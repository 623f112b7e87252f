"""The next school year in one table: who stays, on what terms, and what it costs, before anything is saved."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from config.access import requires, visible
from config.tables import Stat
from config.tables.cells import money, number
from leaders import measures, outlook
from leaders.actions.rollover import next_pay, roll_over
from leaders.forms.pay import ask_before_overspending
from leaders.forms.rollover import RollOver, RollOverForm, StayForm
from leaders.forms.saving import perform
from leaders.models import Appointment, District, year_label
from leaders.years import year_in


def _rows(request, district, year):
    """`(forms of those who may go on, how many go on already)`."""
    held = visible(request, Appointment).approved().filter(position__school_year=year).with_people()
    done = held.continued_in(year + 1)
    rows = measures.with_money(held.exclude(pk__in=done.values("pk")).prefetch_related("position__other_sites"))
    facts = {
        "years": 1,
        "last_day": district.school_year_dates(year + 1)[1],
        "may_pay": request.user.may("leaders.change_pay"),
    }
    ordered = rows.order_by("person__family_name", "person__given_name", "pk")
    return [StayForm(request.POST or None, appointment=row, **facts) for row in ordered], done.count()


def _seasons(people, year):
    """School years that each person has been in one role up to `year`, by (person, role)."""
    held = people.standing().filter(position__school_year__lte=year)
    pairs = held.values_list("person", "position__role", "position__school_year").order_by().distinct()
    found = {}
    for person, role, held_year in pairs:
        found.setdefault((person, role), set()).add(held_year)
    return {key: len(years) for key, years in found.items()}


def _with_rotation(request, forms, district, year):
    """`[(form, years in the role, whether rotation is due)]`."""
    seasons = _seasons(visible(request, Appointment), year)
    counts = [seasons.get((f.appointment.person_id, f.appointment.position.role_id), 1) for f in forms]
    return [(form, count, count >= district.rotation_years) for form, count in zip(forms, counts, strict=True)]


def _outlook(request, sent, district, year):
    """What the table as sent comes to, beside this year."""
    lines = [next_pay(stay, 1) for stay in sent.stays]
    now, ahead = outlook.ahead(visible(request, Appointment), sent.stays, lines, district, year)
    funds = outlook.by_fund(sum(lines, []), district, year)
    loose = outlook.unfunded(sent.stays, lines)
    return outlook.Outlook(now, ahead, funds, loose, len(sent.left_vacant), len(sent.carried))


def _stats(ahead, year):
    """The figures of the preview, next year's with this year's as the note."""
    this = year_label(year)
    pairs = [
        (_("People who count"), len(ahead.next.people), len(ahead.now.people)),
        (_("TL FTE"), number(ahead.next.tl_fte), number(ahead.now.tl_fte)),
        (_("Cost"), money(ahead.total.next), money(ahead.total.now)),
    ]
    stats = [Stat(label, after, _("%(year)s: %(now)s") % {"year": this, "now": now}) for label, after, now in pairs]
    note = _("carried over: %(count)s") % {"count": ahead.carried}
    return [*stats, Stat(_("Positions left vacant"), ahead.left_vacant, note)]


@requires("leaders.change_appointments")
def rollover(request):
    """Tick who stays and change what differs; “Preview” shows what it comes to, “Save” makes the proposals."""
    district = District.current()
    year = year_in(request.GET)
    rows, done = _rows(request, district, year)
    form = RollOverForm(request.POST or None)
    sent = _sent(request, form, rows)
    address = None
    if sent and "preview" not in request.POST:
        address, _stale = perform(request, form, lambda: _save(request, form, sent, year))
    if address:
        return redirect(address)
    return _page(request, form, rows, sent, {"district": district, "year": year, "done": done})


def _sent(request, form, rows):
    """The table as it was sent; None before it was, or when it holds a mistake."""
    if request.method != "POST" or not all([form.is_valid(), *[row.is_valid() for row in rows]]):
        return None
    return RollOver(rows)


def _page(request, form, rows, sent, facts):
    """The table with its preview; 422 when what was sent cannot be saved."""
    district, year = facts["district"], facts["year"]
    ahead = _outlook(request, sent, district, year) if sent else None
    context = {
        "title": _("Roll over to %(year)s") % {"year": year_label(year + 1)},
        "crumbs": [(_("Appointments"), reverse("leaders:appointment-list"))],
        "form": form,
        "rows": _with_rotation(request, rows, district, year),
        "mistakes": [mistake for row in rows if row.is_bound for mistake in row.mistakes()],
        "ahead": ahead,
        "stats": _stats(ahead, year) if ahead else [],
        "years": [year_label(year), year_label(year + 1)],
        "client_key": request.POST.get("client_key"),
        "done": facts["done"],
    }
    refused = request.method == "POST" and (sent is None or form.errors)
    return render(request, "leaders/rollover.html", context, status=422 if refused else 200)


def _save(request, form, sent, year):
    ask_before_overspending(form, [line for stay in sent.stays for line in next_pay(stay, 1)])
    reason = form.cleaned_data["why"]
    made = roll_over(stays=sent.stays, carried=sent.carried, to_year=year + 1, by=request.user, reason=reason)
    words = _("Proposed: %(made)s. Vacant positions carried over: %(carried)s.")
    messages.success(request, words % {"made": len(made), "carried": len(sent.carried)})
    return f"{reverse('leaders:appointment-list')}?year={year + 1}"
