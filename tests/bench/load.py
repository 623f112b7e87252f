"""Fill one side's database: `python -m tests.bench.load site|floor FIRST COUNT [APPOINTMENTS [SCHOOLS]]`.

The floor, which has no sign-in page, says the cookie of a session at the end.
"""

import importlib
import sys

SIDE, FIRST, COUNT = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
APPOINTMENTS = int(sys.argv[4]) if len(sys.argv) > 4 else 0
SCHOOLS = int(sys.argv[5]) if len(sys.argv) > 5 else 200


def load_site():
    data = importlib.import_module("tests.bench.data")
    if FIRST == 0:
        data.site(SCHOOLS)
    data.people(COUNT, FIRST)
    data.appointments(APPOINTMENTS, FIRST)
    if FIRST == 0:
        data.story()


def load_floor():
    data = importlib.import_module("tests.bench.floor_data")
    if FIRST == 0:
        data.tables(SCHOOLS)
    data.people(COUNT, FIRST)
    client = importlib.import_module("django.test").Client()
    client.force_login(importlib.import_module("django.contrib.auth.models").User.objects.get())
    print(client.cookies.output(attrs=[], header="").strip())


if SIDE == "site":
    importlib.import_module("django").setup()
    load_site()
else:
    importlib.import_module("tests.bench.floor")
    load_floor()

with importlib.import_module("django.db").connection.cursor() as cursor:
    cursor.execute("VACUUM ANALYZE")
