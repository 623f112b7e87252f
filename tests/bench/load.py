"""Fill one side's database: `python -m tests.bench.load site|floor FIRST COUNT [APPOINTMENTS]`."""

import importlib
import os
import sys

SCHOOLS = 200
SIDE, FIRST, COUNT = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def load_site():
    data = importlib.import_module("tests.bench.data")
    if FIRST == 0:
        data.site(SCHOOLS)
    data.people(COUNT, FIRST)
    if len(sys.argv) > 4:
        data.appointments(int(sys.argv[4]))


def load_floor():
    data = importlib.import_module("tests.bench.floor_data")
    if FIRST == 0:
        data.tables(SCHOOLS)
    data.people(COUNT, FIRST)


if SIDE == "site":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    importlib.import_module("django").setup()
    load_site()
else:
    importlib.import_module("tests.bench.floor")
    load_floor()

with importlib.import_module("django.db").connection.cursor() as cursor:
    cursor.execute("ANALYZE")
