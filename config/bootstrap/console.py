"""Talking to the person at the keyboard, and to other programs."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


class Stop(Exception):
    """Something that only the person can mend; the message says what and how."""


def say(line):
    print(f"· {line}", flush=True)


def surroundings(**more):
    """Environment for other programs: ours, the system's certificates where a tool would bring its own, and `more`.

    Which settings are read is the program's own choice: manage.py and the server take the site's, pytest the suite's.
    """
    found = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    if CERTIFICATES.is_file():
        for name in ("PIP_CERT", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"):
            found.setdefault(name, str(CERTIFICATES))
    return {**found, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **more}


def call(*command, otherwise, env=None, **options):
    """Run a program in the project's root; when it fails, stop with the sentence `otherwise`."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=env or surroundings(), **options)
    if done.returncode:
        raise Stop(otherwise)
    return done


def code(*command, env=None):
    """Exit code of a program run in the project's root."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env or surroundings()).returncode
