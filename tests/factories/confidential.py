from hashlib import sha256

from responsibilities import confidential
from responsibilities.confidential import files, sealing
from responsibilities.confidential.opening import put
from responsibilities.models import Activity, Evidence, Note


def write(user, record, text="Ana asked open questions.", kind="note", **facts):
    """A note as the site writes it; `shared_with` left out means: with the other of the two."""
    if "shared_with" not in facts:
        facts["shared_with"] = confidential.sides(user, record).others[0]
    if kind in confidential.RATINGS:
        facts.setdefault("rating", 3)
    return confidential.write_note(by=user, record=record, kind=kind, text=text, **facts)


def keep(user, record, name="board.txt", data=b"What the board said", **facts):
    """A file as the site keeps it, shared with the other of the two unless told otherwise."""
    if "shared_with" not in facts:
        facts["shared_with"] = confidential.sides(user, record).others[0]
    facts.setdefault("shows_students", False)
    return confidential.keep_file(by=user, record=record, name=name, data=data, **facts)


def planted(record, text, *, author, shared=True, **facts):
    """A stored note about a one-on-one visit or a cycle by the person `author`, where nobody has a sign-in yet."""
    content = confidential.Content(text=text, rating=facts.pop("rating", None))
    note = Note(author=author, is_private=not shared, **_place(record), **facts)
    put(note, content)
    note.save()
    return note


def planted_file(record, text, *, author, shared=True):
    """A stored text file with the text as its name and as its content, as `planted`."""
    data = text.encode()
    row = Evidence(author=author, is_private=not shared, shows_students=False, size=len(data), **_place(record))
    row.media_type = "text/plain; charset=utf-8"
    put(row, confidential.Content(name=f"{text}.txt"))
    sealed = sealing.seal(data, files.bound(row))
    row.sha256 = sha256(sealed).hexdigest()
    files.store(row, sealed)
    row.save()
    return row


def _place(record):
    on_visit = isinstance(record, Activity)
    cycle = record.cycle if on_visit else record
    people = {"leader": record.leader, "teacher": cycle.teacher}
    return people | {"activity": record if on_visit else None, "cycle": cycle}
