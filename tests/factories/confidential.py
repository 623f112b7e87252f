from responsibilities import confidential


def write(user, record, text="Ana asked open questions.", kind="note", **facts):
    """A note as the site writes it; `shared_with` left out means: with the other of the two."""
    if "shared_with" not in facts:
        facts["shared_with"] = confidential.sides(user, record).others[0]
    if kind in confidential.RATINGS:
        facts.setdefault("rating", 3)
    return confidential.write_note(by=user, record=record, kind=kind, text=text, **facts)
