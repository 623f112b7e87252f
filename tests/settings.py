"""Settings of the suite: the site's own, in test mode, whatever the machine's environment says."""

import os
from pathlib import Path

os.environ["TRELLIS_MODE"] = "test"
os.environ["DATA_DIR"] = str(Path(__file__).resolve().parent.parent / "var" / "test")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's API runs an event loop in the test's thread

from config.settings import *

WHITENOISE_AUTOREFRESH = True  # or every client of a test lists all static files before its first answer
