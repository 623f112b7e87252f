"""One process of the site or of the floor: reads `path repeats` lines, answers a JSON line of what requests cost."""

import importlib
import json
import os
import resource
import statistics
import sys
import time

KIND = sys.argv[1]
if KIND == "floor":
    importlib.import_module("tests.bench.floor")
else:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    importlib.import_module("django").setup()

# Django's parts load only after one side's settings are in place.
get_user_model = importlib.import_module("django.contrib.auth").get_user_model
connection = importlib.import_module("django.db").connection
Client = importlib.import_module("django.test").Client
CaptureQueriesContext = importlib.import_module("django.test.utils").CaptureQueriesContext


def signed_in():
    """A client whose user may see the lists."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(get_user_model().objects.order_by("pk").first())
    return client


def measure(client, path, repeats):
    """Median wall and CPU milliseconds of a request in this process, its queries, and the size of its answer."""
    if client.get(path).status_code != 200:
        sys.exit(f"{path} does not answer")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    walls, started = [], time.process_time()
    for _ in range(repeats):
        begun = time.perf_counter()
        client.get(path)
        walls.append((time.perf_counter() - begun) * 1000)
    return {
        "status": answer.status_code,
        "queries": len(queries),
        "cpu": (time.process_time() - started) * 1000 / repeats,
        "wall": statistics.median(walls),
        "p95": sorted(walls)[int(0.95 * len(walls))],
        "bytes": len(answer.getvalue()),
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main():
    client = signed_in()
    for line in sys.stdin:
        path, repeats = line.split()
        print(json.dumps(measure(client, path, int(repeats))), flush=True)


main()
