"""The two sides of the bench as users meet them: gunicorn with two workers before one PostgreSQL."""

import base64
import os
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from config.bootstrap import postgres

HOST = "127.0.0.1"
SERVER = ["--workers=2", "--threads=4", "--log-level=warning", "--no-control-socket"]
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Side:
    """One side: its surroundings, where it listens, and the cookies of who is signed in."""

    name: str
    application: str
    port: int
    env: dict
    cookies: dict = field(default_factory=dict)
    process: subprocess.Popen | None = None

    def start(self, **env):
        """Serve, and wait until it answers."""
        command = [sys.executable, "-m", "gunicorn", self.application, f"--bind={HOST}:{self.port}", *SERVER]
        self.process = subprocess.Popen(command, env=self.env | env)
        limit = time.monotonic() + 30
        while not answers(self.port):
            if self.process.poll() is not None or time.monotonic() > limit:
                sys.exit(f"The {self.name} did not start.")
            time.sleep(0.05)

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=30)

    def headers(self, who):
        """What a browser sends, as the proxy in front passes it on."""
        return {"Cookie": self.cookies[who], "X-Forwarded-Proto": "https", "X-Forwarded-For": HOST}


def answers(port):
    connection = HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return bool(connection.getresponse().status)
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def site_env(address, scratch):
    """The site as in production, behind a proxy that speaks HTTPS."""
    return os.environ | {
        "TRELLIS_MODE": "production",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "SEALING_KEYS": f"1:{base64.b64encode(secrets.token_bytes(32)).decode()}",
        "ALLOWED_HOSTS": HOST,
        "TRUSTED_PROXIES": "1",
        "DATA_DIR": str(scratch / "data"),
        "STATIC_ROOT": str(scratch / "static"),
        "LOG_LEVEL": "ERROR",
        "DATABASE_URL": address.replace("/trellis?", "/bench?"),
    }


def floor_env(host):
    env = os.environ | {"FLOOR_HOST": str(host), "FLOOR_USER": "trellis"}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    return env


def make_databases(host):
    for name in ("bench", "floor"):
        subprocess.run([postgres.binaries() / "dropdb", "--if-exists", "-h", host, "-U", "trellis", name], check=True)
        subprocess.run([postgres.binaries() / "createdb", "-h", host, "-U", "trellis", name], check=True)


def stat(pid):
    """(parent, seconds of CPU, seconds of CPU of children that ended) of a process; None once it is gone."""
    try:
        parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    user, system, gone_user, gone_system = (int(part) / TICKS for part in parts[11:15])
    return int(parts[1]), user + system, gone_user + gone_system


def cpu(root):
    """Seconds of CPU of a process and all below it, the ended ones included."""
    found = {int(entry): stat(entry) for entry in os.listdir("/proc") if entry.isdigit()}
    found = {pid: facts for pid, facts in found.items() if facts}
    family, grown = {root}, True
    while grown:
        more = {pid for pid, (parent, _own, _gone) in found.items() if parent in family} - family
        family, grown = family | more, bool(more)
    return sum(own + gone for pid, (_parent, own, gone) in found.items() if pid in family)


def postmaster(host):
    return int((Path(host) / "data" / "postmaster.pid").read_text().split()[0])
