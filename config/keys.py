"""Keys that seal confidential content: where they come from, and what they must be.

`SEALING_KEYS` is "id:base64,id:base64": the first seals, the others still open what they sealed. Keys are never derived
from `SECRET_KEY`: that one may change any day, these must stay as long as anything is sealed with them.
"""

import base64
import hashlib
import re

from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
NAME = re.compile(r"[A-Za-z0-9._-]{1,40}")
THROW_AWAY = "demo"
HOW = (
    "Make one with: python3 -c \"import base64, os; print('1:' + base64.b64encode(os.urandom(32)).decode())\" "
    "and keep a copy of it apart from the backups: without it nobody ever reads the notes again."
)


def configured(env, production):
    """`{id: key}`, the current one first; demo and tests without any get one that everybody may know."""
    keys = parsed(env("SEALING_KEYS", default=""))
    if keys:
        return keys
    if production:
        raise ImproperlyConfigured(f"Set SEALING_KEYS: notes and files are kept sealed. {HOW}")
    return {THROW_AWAY: hashlib.sha256(b"throw-away key of the demo and the tests").digest()}


def parsed(text):
    """The keys that a setting holds; refuses what is no key without repeating it."""
    keys = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, encoded = part.partition(":")
        if not NAME.fullmatch(name) or name in keys:
            raise ImproperlyConfigured(f"SEALING_KEYS: each key needs a name of its own. {HOW}")
        keys[name] = _decoded(name, encoded)
    return keys


def _decoded(name, encoded):
    try:
        key = base64.b64decode(encoded, altchars=b"-_" if {"-", "_"} & set(encoded) else None, validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"SEALING_KEYS: key {name} is not {KEY_BYTES} bytes in base64. {HOW}") from None
    return key
