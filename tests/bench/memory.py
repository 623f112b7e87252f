"""Peak memory of this process over a stretch of work, in megabytes."""

import time
from contextlib import contextmanager
from pathlib import Path

STATUS, REFS = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def resident(name="VmRSS"):
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


class Spent:
    """Seconds, peak and growth of memory; filled in when the stretch ends."""

    seconds = peak = growth = 0.0


@contextmanager
def watched():
    """`with watched() as spent:` measures what happens inside."""
    spent, begun = Spent(), time.perf_counter()
    REFS.write_text("5")  # the peak starts anew
    before = resident()
    yield spent
    spent.seconds = time.perf_counter() - begun
    spent.peak = resident("VmHWM")
    spent.growth = spent.peak - before
