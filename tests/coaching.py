"""People and forms for the tests of coaching cycles and requests: a leader of one school, and a teacher there."""

import datetime
import uuid

from tests.factories import AppointmentFactory, PersonFactory, UserFactory

TODAY = datetime.date(2026, 11, 24)
NOON = datetime.datetime(2026, 11, 24, 18, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def leader(**facts):
    """An appointment in force whose holder signs in as `.person.user`."""
    row = AppointmentFactory(**facts)
    UserFactory(person=row.person)
    return row


def teacher_of(appointment, **facts):
    """A teacher at the appointment's school."""
    return PersonFactory(home_school=appointment.position.site, **facts)


def sent(record=None, **fields):
    """What a browser sends with a form: its key, the version it was made from, and the fields."""
    version = {"version": record.version} if record is not None else {}
    return {"client_key": str(uuid.uuid4()), **version, **fields}


def beginning(teacher, **fields):
    """A valid form that begins a cycle with a teacher."""
    facts = {"goal_kind": "teacher_practice", "focus": "questioning", "start": TODAY, "cadence_days": 14}
    return sent(teacher=teacher.pk, **(facts | fields))
