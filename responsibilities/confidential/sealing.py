"""Sealing of confidential content with AES-GCM (trust A88): a copy of the database or of the files tells nothing.

A seal is bound to its row: kind of record, people, whether it is private, visit and cycle. Put into another row, or
into its own row with other people, it does not open. Only `responsibilities.confidential` opens seals.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.views.decorators.debug import sensitive_variables

NONCE_BYTES = 12


class BrokenSeal(Exception):
    """What is stored cannot be opened: it was changed or moved, or its key is not there."""


class MissingKey(BrokenSeal):
    """The key with which it was sealed is not among `SEALING_KEYS`."""


def current():
    """Name of the key that seals."""
    return next(iter(settings.SEALING_KEYS))


@sensitive_variables()
def seal(content, bound):
    """`content` (bytes), sealed with the current key and bound to the words `bound`."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(settings.SEALING_KEYS[current()]).encrypt(nonce, content, bound.encode())


@sensitive_variables()
def unseal(sealed, key_id, bound):
    """The content, or `BrokenSeal`."""
    key, sealed = settings.SEALING_KEYS.get(key_id), bytes(sealed)
    if key is None:
        raise MissingKey
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound.encode())
    except (InvalidTag, ValueError):
        raise BrokenSeal from None


def bound(row, *more):
    """What the seal of a row is bound to; `more` tells apart several seals of one row."""
    facts = [row._meta.label_lower, row.author_id, row.leader_id, row.teacher_id, row.is_private]
    facts += [row.activity_id, row.cycle_id, getattr(row, "kind", ""), *more]
    return "|".join("-" if fact is None else str(fact) for fact in facts)
