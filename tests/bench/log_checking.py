"""Whether the stored sums are those of the log, row by row (P6); a JSON line."""

import importlib
import json
import time

importlib.import_module("django").setup()
connection = importlib.import_module("django.db").connection
rollups = importlib.import_module("responsibilities.rollups")

if connection.vendor == "postgresql":
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET work_mem = '256MB'")
begun = time.perf_counter()
found = rollups.check()
note = f"every row compared in {time.perf_counter() - begun:.0f} s" + "".join(f"; {line}" for line in found[:3])
print(json.dumps({"what": "P6 sums that differ from the log", "figure": len(found), "target": 0, "note": note}))
