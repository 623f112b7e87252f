"""`python -m tests.browser.threaded`: in the demo site of `DATA_DIR`, accounts of applicants and reviewers.

They are teachers of the demo district who never were teacher leaders; their sign-ins are `applicant1` … `applicant12`
and `judge1` … `judge3`, each with a session prepared.
"""

import django
from django.apps import apps

from tests.browser.prepared import sessions
from tests.browser.site import DOMAIN

APPLICANTS = [f"applicant{number}" for number in range(1, 13)]
JUDGES = [f"judge{number}" for number in range(1, 4)]


def accounts():
    """Sign-ins for teachers without an appointment, an application or a seat, in the order of their numbers."""
    names = [*APPLICANTS, *JUDGES]
    people = apps.get_model("leaders", "Person").objects.filter(is_active=True, staff_kind="teacher", user=None)
    people = people.filter(home_school__isnull=False, appointments=None, applications=None, enrollments=None)
    for name, person in zip(names, people.order_by("pk")[: len(names)], strict=True):
        apps.get_model("leaders", "User").objects.create(email=name + DOMAIN, person=person)
    sessions(name + DOMAIN for name in names)


if __name__ == "__main__":
    django.setup()
    accounts()
