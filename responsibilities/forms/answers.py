"""What the log form leaves open is answered from what the system knows; what cannot be is asked."""

from django.utils.translation import gettext as _

from responsibilities import kinds, rules

ENDED, BEGINS = "ended", "begins"


def category(form, data):
    """The one chosen, or the usual one of the kind."""
    row = form.categories.get(data["category"] or kinds.category_code(data["kind"]))
    if row is None:
        form.add_error("category", _("Choose what this counts as."))
    return row


def school_year(form, data):
    """Derived from the date; in July and August it is asked, unless one appointment alone can hold the date."""
    years = rules.years_for(data["date"], form.district)
    if len(years) == 1:
        return years[0]
    if data["school_year"]:
        return years[data["school_year"] == BEGINS]
    fitting = {row.position.school_year for row in form.appointments} & set(years)
    if len(fitting) != 1:
        text = _("Work in July and August belongs to the school year that ended or to the one that begins. Choose.")
        form.add_error("school_year", text)
        return None
    return fitting.pop()


def appointment(form, data):
    """The one chosen, or the only one that can hold the date; several are asked about."""
    chosen = data.get("appointment")
    fitting = [row for row in form.appointments if str(row.pk) == chosen] if chosen else _fitting(form, data)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        form.add_error("appointment", _("You have several appointments on this date. Choose the one this was for."))
    else:
        form.add_error("date", _("You have no appointment on this date."))
    return None


def _fitting(form, data):
    """Appointments that hold the date; in the summer those of the school year, begun or not."""
    date, year = data["date"], data["school_year"]
    summer = len(rules.years_for(date, form.district)) > 1
    of_year = [row for row in form.appointments if row.position.school_year == year]
    return of_year if summer else [row for row in form.appointments if row.start <= date <= row.end]


def site(form, data):
    """The one chosen, or the school that all named teachers share, or the appointment's own."""
    if data["site"] or not data["appointment"]:
        return data["site"]
    schools = {person.home_school for person in data["supported"]}
    shared = schools.pop() if len(schools) == 1 else None
    return shared if shared and shared.is_open else data["appointment"].position.site


def stem_mode(form, data):
    return data["stem_mode"] or (data["appointment"].position.role.stem_mode if data["appointment"] else "")


def in_contract(form, data):
    chosen = {"yes": True, "no": False}.get(data["in_contract"])
    return rules.in_contract_by_default(data["date"], data["start_time"]) if chosen is None else chosen


ORDER = (
    ("category", category),
    ("school_year", school_year),
    ("appointment", appointment),
    ("site", site),
    ("stem_mode", stem_mode),
    ("in_contract", in_contract),
)
