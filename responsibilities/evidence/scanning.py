"""Asking a virus scanner (ClamAV's `clamd`, over its socket on this machine); no answer never means clean."""

import socket

from django.conf import settings
from django.utils.translation import gettext as _

from responsibilities.evidence import refuse

CHUNK = 64 * 1024
SECONDS = 30
LONGEST_ANSWER = 4096


class NoAnswer(Exception):
    """The scanner is not there, or said something else than clean or infected."""


def is_wanted():
    return bool(settings.CLAMAV_SOCKET)


def is_ready(data):
    """Ready when the scanner says so or none is wanted; it waits without an answer, and infected ones are refused."""
    if not is_wanted():
        return True
    try:
        clean = is_clean(data)
    except NoAnswer:
        return False
    if not clean:
        refuse(_("The virus scan found something in this file. It is not kept."))
    return True


def is_clean(data):
    """Whether the scanner calls the bytes clean; `NoAnswer` when it does not say."""
    try:
        answer = _ask(data)
    except OSError as error:
        raise NoAnswer from error
    if answer == b"stream: OK":
        return True
    if answer.startswith(b"stream: ") and answer.endswith(b" FOUND"):
        return False
    raise NoAnswer


def _ask(data):
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(SECONDS)
        if trouble := line.connect_ex(settings.CLAMAV_SOCKET):
            raise OSError(trouble, "the scanner does not answer")
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), CHUNK):
            part = data[start : start + CHUNK]
            line.sendall(len(part).to_bytes(4) + part)
        line.sendall(bytes(4))
        answer = b""
        while b"\0" not in answer and len(answer) < LONGEST_ANSWER:
            if not (part := line.recv(LONGEST_ANSWER)):
                break
            answer += part
    return answer.partition(b"\0")[0].strip()
