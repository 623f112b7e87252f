"""The next school year in one table: who stays, on what terms, and what it costs, before anything is saved."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.access import requires, visible
from config.tables import Stat
from leaders import commitments, measures
from leaders.actions.rollover import next_pay, roll_over
from leaders.forms.rollover import RollOverForm, StayForm
from leaders.forms.saving import perform
from leaders.models import Appointment, District, year_label


def _year(request, district):
    """The school year to start from: of the address, or this one."""
    text = request.GET.get("year", "")
    return (
        int(text)
        if text.isascii() and text.isdigit() and len(text) == 4
        else district.school_year(timezone.localdate())
    )


def _forms(request, district, year):
    rows = visible(request, Appointment).approved().filter(position__school_year=year).with_people()
    rows = measures.with_money(rows.prefetch_related("position__other_sites")).order_by("person__family_name", "pk")
    last_day = district.school_year_dates(year + 1)[1]
    may_pay = request.user.may("leaders.change_pay")
    return [
        StayForm(request.POST or None, appointment=row, years=1, last_day=last_day, may_pay=may_pay) for row in rows
    ]


def _seasons(people, year):
    """School years that each person has been in one role up to `year`, by (person, role)."""
    held = people.standing().filter(position__school_year__lte=year)
    pairs = held.values_list("person", "position__role", "position__school_year").distinct()
    found = {}
    for person, role, held_year in pairs:
        found.setdefault((person, role), set()).add(held_year)
    return {key: len(years) for key, years in found.items()}


def _rows(request, forms, district, year):
    """`[(form, years in the role, whether rotation is due)]`."""
    seasons = _seasons(visible(request, Appointment), year)
    counts = [seasons.get((f.appointment.person_id, f.appointment.position.role_id), 1) for f in forms]
    return [(form, count, count >= district.rotation_years) for form, count in zip(forms, counts, strict=True)]


def _preview(stays, forms, district, year):
    """Headcount, release and cost by fund: this year and next, of the rows as they stand on the page."""
    lines = [line for stay in stays for line in next_pay(stay, 1)]
    funds = {share.source_id: share.source for _pay, shares in lines for share in shares}
    after = commitments.of_lines(lines, district)
    before = commitments.committed(district, year)
    return {
        "stats": [
            Stat(_("People"), len({s.appointment.person_id for s in stays}), year_label(year + 1)),
            Stat(_("Release FTE"), sum((s.release_fte for s in stays), Decimal(0)), year_label(year + 1)),
            Stat(_("People this year"), len({f.appointment.person_id for f in forms}), year_label(year)),
        ],
        "funds": [
            (fund, before.get(pk, Decimal(0)), after.get((pk, year + 1), Decimal(0)))
            for pk, fund in sorted(funds.items(), key=lambda item: item[1].code)
        ],
    }


def _chosen(request, forms, form):
    """Who stays, as ticked; None when the page is only looked at or something does not fit."""
    if request.method != "POST" or not all([form.is_valid(), *[row.is_valid() for row in forms]]):
        return None
    return [stay for row in forms if (stay := row.stay())]


@requires("leaders.change_appointments")
def rollover(request):
    """Tick who stays and change what differs; “Preview” shows what it comes to, “Save” makes the proposals."""
    district = District.current()
    year = _year(request, district)
    rows, form = _forms(request, district, year), RollOverForm(request.POST or None)
    stays = _stays(request, form, rows)
    address = None
    if stays is not None and "preview" not in request.POST:
        address, _stale = perform(request, form, lambda: _save(request, form, stays, district, year))
    if address:
        return redirect(address)
    return _page(request, form, rows, stays, district, year)


def _stays(request, form, rows):
    """Who goes on, as the table says; None before it was sent, or when it holds a mistake."""
    if request.method != "POST" or not all([form.is_valid(), *[row.is_valid() for row in rows]]):
        return None
    return list(filter(None, [row.stay() for row in rows]))


def _page(request, form, rows, stays, district, year):
    """The table with its preview; 422 when what was sent cannot be saved."""
    context = {
        "title": _("Roll over to %(year)s") % {"year": year_label(year + 1)},
        "crumbs": [(_("Appointments"), reverse("leaders:appointment-list"))],
        "form": form,
        "rows": _rows(request, rows, district, year),
        "preview": None if stays is None else _preview(stays, rows, district, year),
        "client_key": request.POST.get("client_key"),
        "year": year,
    }
    refused = request.method == "POST" and (stays is None or form.errors)
    return render(request, "leaders/rollover.html", context, status=422 if refused else 200)


def _save(request, form, stays, district, year):
    lines = [line for stay in stays for line in next_pay(stay, 1)]
    if not form.cleaned_data["over_budget"]:
        try:
            commitments.check_budgets(lines, district)
        except ValidationError as error:
            raise ValidationError({"over_budget": error.messages}) from None
    roll_over(stays=stays, to_year=year + 1, by=request.user, reason=form.cleaned_data["why"])
    return f"{reverse('leaders:appointment-list')}?year={year + 1}"
