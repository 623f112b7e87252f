from responsibilities import confidential
from responsibilities.confidential.opening import put
from responsibilities.models import Activity, Note


def write(user, record, text="Ana asked open questions.", kind="note", **facts):
    """A note as the site writes it; `shared_with` left out means: with the other of the two."""
    if "shared_with" not in facts:
        facts["shared_with"] = confidential.sides(user, record).others[0]
    if kind in confidential.RATINGS:
        facts.setdefault("rating", 3)
    return confidential.write_note(by=user, record=record, kind=kind, text=text, **facts)


def planted(record, text, *, author, shared=True, **facts):
    """A stored note about a one-on-one visit or a cycle by the person `author`, where nobody has a sign-in yet."""
    on_visit = isinstance(record, Activity)
    cycle = record.cycle if on_visit else record
    content = confidential.Content(text=text, rating=facts.pop("rating", None))
    facts |= {"leader": record.leader, "teacher": cycle.teacher, "is_private": not shared}
    note = Note(activity=record if on_visit else None, cycle=cycle, author=author, **facts)
    put(note, content)
    note.save()
    return note
