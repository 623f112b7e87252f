"""What a phone sends of what was logged offline: read, brought up to date, and told apart (trust.md §6).

An entry is a JSON object: `client_id` (a UUID made when its form opened), `verb` (`log`, `change`, `remove`), the facts
of the entry, and for what is changed or removed the `activity`, or `of`: the `client_id` under which it was sent.
"""

import hashlib
import json
import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FORMAT = 1
OLDEST = FORMAT - 2  # phones that were offline while the site moved on two formats are still understood
STEPS = {}  # format → what makes an entry of it one of the next
MOST = 50  # entries of one request
LONGEST = 256 * 1024  # bytes of one request
VERBS = ("log", "change", "remove")


class Unreadable(Exception):
    """A request that no phone of ours sends."""


@dataclass(frozen=True)
class Sent:
    """One entry as a phone sent it, in today's format."""

    client_id: uuid.UUID
    verb: str
    digest: str
    facts: dict
    activity: int | None = None
    of: uuid.UUID | None = None
    version: int | None = None


@dataclass(frozen=True)
class Batch:
    """What one request carries: whose phone it is, its clock, its format, and the entries as they came."""

    user: int
    sent_at: object
    format: int
    entries: list


def read_batch(body, moment):
    """The `Batch` in the bytes of a request; `moment` reads a date and time."""
    if len(body) > LONGEST:
        raise Unreadable("too long")
    try:
        data = json.loads(body)
        batch = Batch(data["user"], moment(data.get("sent_at") or ""), data["format"], data["entries"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable("not a batch") from error
    whole = isinstance(batch.entries, list) and all(isinstance(entry, dict) for entry in batch.entries)
    if not whole or type(batch.format) is not int or not 0 < len(batch.entries) <= MOST:
        raise Unreadable("not a batch")
    return batch


def read_entry(entry, form):
    """The `Sent` in one entry of a batch; a `ValidationError` when it cannot be understood."""
    client_id, digest = as_key(entry.get("client_id")), digest_of(entry)
    if client_id is None:
        raise ValidationError(_("This entry has no key."))
    facts = upgraded(entry, form)
    if facts.get("verb") not in VERBS:
        raise ValidationError(_("It is not said what to do with this entry."))
    return Sent(
        client_id,
        facts["verb"],
        digest,
        facts,
        activity=as_number(facts.get("activity")),
        of=as_key(facts.get("of")),
        version=as_number(facts.get("version")),
    )


def upgraded(entry, form):
    """An entry of an older format in today's."""
    if not max(OLDEST, 1) <= form <= FORMAT:
        raise ValidationError(
            _("This entry was made by another version of the app. Open the site, and enter it there.")
        )
    for step in range(form, FORMAT):
        entry = STEPS[step](entry)
    return entry


def digest_of(entry):
    """SHA-256 of what was sent, however its parts were ordered."""
    return hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()


def as_key(value):
    try:
        return uuid.UUID(value)
    except (ValueError, TypeError, AttributeError):
        return None


def as_number(value):
    return value if type(value) is int and 0 < value < 2**31 else None
