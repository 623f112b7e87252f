"""`python -m tests.browser.catalogued`: in the demo site of `DATA_DIR`, a cohort with a session of today."""

import django
from django.utils import timezone

from tests.browser.seated import KEY, seat, table

CODE, END_CODE = "ACDEFG", "QRTUVW"


def catalog():
    """What `seat` makes, with a session of today whose codes are known; goals and logic models are the demo's."""
    seat()
    session = table("Session").objects.get(pk=KEY + 1)
    session.date, session.door_code, session.exit_code = timezone.localdate(), CODE, END_CODE
    session.save()
    table("Program").objects.filter(pk=KEY).update(usual_seats=24, cost_per_seat=250, outcomes="Lead a team")


if __name__ == "__main__":
    django.setup()
    catalog()
