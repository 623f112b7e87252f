"""What the browser tests need from the system: a Chromium, a library of Playwright's driver, and gettext."""

import os
import shutil
from pathlib import Path

from config.bootstrap.console import Stop, call, code, say

LIBRARIES = ("/lib", "/usr/lib", "/lib64", "/usr/lib64")


def chromium():
    """Path of an installed Chromium, the small one first; None when there is none."""
    return next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))), None)


def has_libatomic():
    return any(any(Path(folder).glob("**/libatomic.so.1*")) for folder in LIBRARIES if Path(folder).is_dir())


def missing_packages():
    """Debian packages that are missing."""
    missing = [] if chromium() else ["chromium-headless-shell"]
    missing += [] if has_libatomic() else ["libatomic1"]
    return missing + ([] if shutil.which("msgfmt") else ["gettext"])


def install_missing():
    """Install them with apt-get, as root or through sudo; stop with what to do where that cannot be."""
    missing = missing_packages()
    if not missing:
        return
    wish = " ".join(missing)
    instead = f"Please install {wish}; or leave the browser tests out: make test ARGS='-m \"not browser\"'"
    if not shutil.which("apt-get"):
        raise Stop(instead)
    rights = [] if os.geteuid() == 0 else ["sudo"]
    if rights and not shutil.which("sudo"):
        raise Stop(instead)
    say(f"Installing {wish}")
    code(*rights, "apt-get", "update", "-qq")
    call(*rights, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing, otherwise=instead)
