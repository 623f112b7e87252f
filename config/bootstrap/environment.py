"""The project's own Python environment, front-end packages and translations; each made again only when changed."""

import hashlib
import shutil
import sys

from config.bootstrap.console import ROOT, Stop, call, say

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MODULES = ROOT / "node_modules"


def digest(*files, salt=""):
    """One digest over files, by relative name and content, and `salt`."""
    found = hashlib.sha256(salt.encode())
    for file in files:
        found.update(file.relative_to(ROOT).as_posix().encode())
        found.update(file.read_bytes())
    return found.hexdigest()


def is_current(stamp, value):
    return stamp.is_file() and stamp.read_text() == value


def python_packages(group):
    """Install the locked list `base` or `dev` (which holds base too) with every hash checked."""
    wanted = {name: digest(ROOT / f"requirements/{name}.txt", salt=sys.version) for name in ("base", "dev")}
    if not PYTHON.exists():
        make_venv()
    if any(is_current(VENV / f".{name}-list", wanted[name]) for name in {group, "dev"}):
        return
    say(f"Installing Python packages ({group})")
    uv = shutil.which("uv")
    tool = [uv, "pip", "install", "-q", "--python", PYTHON] if uv else [PYTHON, "-m", "pip", "install", "-q"]
    call(
        *tool,
        "--no-deps",  # the list is complete; else old pips look for newer releases than it names, and refuse them
        "--require-hashes",
        "-r",
        f"requirements/{group}.txt",
        otherwise="Python packages could not be installed. Is the network there? The lines above say more.",
    )
    (VENV / f".{group}-list").write_text(wanted[group])


def make_venv():
    say("Creating the Python environment in .venv")
    call(
        sys.executable,
        "-m",
        "venv",
        "--clear",
        VENV,
        otherwise="Python's venv module is incomplete. On Debian or Ubuntu: apt-get install python3-venv",
    )


def front_end_packages():
    """Install the front-end packages of package-lock.json."""
    wanted = digest(ROOT / "package-lock.json")
    if is_current(MODULES / ".lock-digest", wanted):
        return
    if not shutil.which("npm"):
        raise Stop("npm is missing; it brings the style sheets. On Debian or Ubuntu: apt-get install nodejs npm")
    say("Installing front-end packages")
    call("npm", "ci", "--silent", otherwise="npm could not install the front-end packages. Is the network there?")
    (MODULES / ".lock-digest").write_text(wanted)


def translations():
    """Compile each changed catalogue; without gettext's `msgfmt` the site speaks English only."""
    catalogues = sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
    stale = [po for po in catalogues if not is_compiled(po)]
    if stale and not shutil.which("msgfmt"):
        say("Spanish is left out: gettext is missing (apt-get install gettext)")
        return
    for po in stale:
        call("msgfmt", "-o", po.with_suffix(".mo"), po, otherwise=f"{po.relative_to(ROOT)} cannot be compiled.")


def is_compiled(po):
    mo = po.with_suffix(".mo")
    return mo.is_file() and mo.stat().st_mtime >= po.stat().st_mtime
