import datetime

from django.utils import timezone

DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(days=7)


def on(text):
    return datetime.date.fromisoformat(text)


def at(day, minute):
    """A moment of a day, in minutes since midnight."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(minute // 60, minute % 60)))
