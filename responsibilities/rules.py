"""Rules of the log (domain.md §3): each refuses with what is wrong and how to mend it, or stays silent."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.tables.cells import in_hours
from responsibilities.models import DAY, STEP, Activity, Contact, Month, locks_after

LONG_DAY = 10 * 60
SUMMER = (7, 8)
A_SUMMER = datetime.timedelta(days=62)
BEFORE_SUMMER, AFTER_SUMMER = (5, 31), (10, 1)
SATURDAY = 5
EVENING = datetime.time(17)


def check_minutes(minutes):
    if minutes is None or minutes <= 0 or minutes % STEP:
        raise ValidationError({"minutes": _("Minutes go in steps of 15: 15, 30, 45 …")})
    if minutes > DAY:
        raise ValidationError({"minutes": _("A day has 24 hours.")})


def check_contact(contact, named, unnamed, category):
    """One-on-one has exactly one supported teacher, a group at least two participants, other work none (case 18)."""
    if category.is_diverted and contact != Contact.NONE:
        raise ValidationError({"contact": _("Diverted duty is time without teachers. Choose “without teachers”.")})
    if contact == Contact.ONE_ON_ONE and (named != 1 or unnamed):
        raise ValidationError(
            {"supported": _("One-on-one needs exactly one supported teacher. For more, choose “group”.")}
        )
    if contact == Contact.GROUP and named + unnamed < 2:
        raise ValidationError(
            {"supported": _("A group has at least two participants. Name them, or say how many more took part.")}
        )
    if contact == Contact.NONE and named + unnamed:
        raise ValidationError(
            {"supported": _("Work without teachers names none. Choose “one-on-one” or “group” to name teachers.")}
        )


def check_people(activity, supported):
    """Nobody supports themselves."""
    if any(person.pk == activity.leader_id for person in supported):
        raise ValidationError({"supported": _("You cannot be your own supported teacher.")})


def years_for(date, district):
    """School years that a date may belong to: one, but two in July and August, where the log asks (domain.md §3)."""
    if date.month not in SUMMER:
        return [district.school_year(date)]
    return sorted({district.school_year(datetime.date(date.year, *day)) for day in (BEFORE_SUMMER, AFTER_SUMMER)})


def in_contract_by_default(date, start_time=None):
    """Whether work is taken to lie in the contract day: not on weekends, in July or August, or in the evening."""
    return date.weekday() < SATURDAY and date.month not in SUMMER and (start_time is None or start_time < EVENING)


def check_year(activity, district):
    years = years_for(activity.date, district)
    if activity.school_year not in years:
        raise ValidationError({"school_year": _("This date does not lie in that school year.")})


def check_appointment(activity, district):
    """The entry lies within its appointment, or in the summer before or after it, in the appointment's school year."""
    appointment = activity.appointment
    if appointment.person_id != activity.leader_id or appointment.status != appointment.Status.APPROVED:
        raise ValidationError({"appointment": _("This appointment is not approved.")})
    if appointment.start <= activity.date <= appointment.end:
        return
    summer = len(years_for(activity.date, district)) > 1
    if not summer or appointment.position.school_year != activity.school_year:
        raise ValidationError(
            {
                "date": _("Your appointment runs from %(start)s to %(end)s. Choose a date in it.")
                % {"start": shown(appointment.start), "end": shown(appointment.end)}
            }
        )


def check_not_ahead(activity, today):
    """What was done lies in the past; what is planned may lie ahead."""
    if activity.is_counted and activity.date > today:
        raise ValidationError({"date": _("This day is yet to come. Plan the activity, and mark it done later.")})


def check_day(activity, others):
    """Timed entries of one person do not overlap, and a day has 24 hours; `others` are the day's other entries."""
    if activity.start_time is not None:
        if activity.ends_at() > DAY:
            raise ValidationError({"minutes": _("This goes past midnight. Enter the rest on the next day.")})
        for other in others:
            if _overlap(activity, other):
                raise ValidationError({"start_time": _taken(other)})
    total = sum(other.minutes for other in others) + activity.minutes
    if total > DAY:
        raise ValidationError({"minutes": _("With this entry the day would have more than 24 hours.")})
    return total


def long_day(total, date):
    """A warning in words for a day above 10 hours, or nothing."""
    if total <= LONG_DAY:
        return ""
    return _("That makes %(hours)s on %(date)s. Check that no entry is there twice.") % {
        "hours": in_hours(total),
        "date": shown(date),
    }


def check_unlocked(month, stored, today, district):
    """Entries of a month may be written until it locks, or while unlocked (case 20); `stored` is its row."""
    row = stored or Month(month=month)
    if row.is_locked(today, district.month_lock_days):
        raise ValidationError(
            {
                "date": _("%(month)s was locked after %(day)s. Ask your coordinator to unlock it, with the reason.")
                % {
                    "month": date_format(month, "YEAR_MONTH_FORMAT"),
                    "day": shown(locks_after(month, district.month_lock_days)),
                }
            }
        )


def is_late(month, today, district):
    """Past the regular lock: what is written now goes through an unlock, and the old version is kept."""
    return today > locks_after(month, district.month_lock_days)


def others_on(activity):
    """The leader's other counted entries of the day."""
    rows = Activity.objects.counted().filter(leader=activity.leader_id, date=activity.date)
    rows = rows.exclude(pk=activity.pk) if activity.pk else rows
    return list(rows.only("start_time", "minutes").order_by("pk"))


def shown(date):
    return date_format(date, "SHORT_DATE_FORMAT")


def today():
    return timezone.localdate()


def _minute(time):
    return time.hour * 60 + time.minute


def _overlap(one, other):
    """Whether two entries share a minute; one without a start is somewhere in the day, and shares none."""
    if other.start_time is None:
        return False
    return _minute(other.start_time) < one.ends_at() and _minute(one.start_time) < other.ends_at()


def _taken(other):
    return _("At that time there is already an entry: %(start)s, %(minutes)s min. A minute is entered once.") % {
        "start": date_format(other.start_time, "TIME_FORMAT"),
        "minutes": other.minutes,
    }
