"""The site with the watch for what was said in confidence in front of it, for the browser tests."""

import os
from pathlib import Path

from config.wsgi import application as site
from tests.browser.canaries import watched

application = watched(site, Path(os.environ["DATA_DIR"]))
