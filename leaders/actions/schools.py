"""Changes to the schools that were ticked, each with its reason."""

from leaders.actions.records import save_record


def change_facts(school, *, by, reason, title_i=None, is_open=None):
    """Say of a school whether it is a Title I school and whether it is open; None leaves that as it is."""
    wanted = {"title_i": title_i, "is_open": is_open}
    changes = {name: value for name, value in wanted.items() if value not in (None, getattr(school, name))}
    if not changes:
        return
    for name, value in changes.items():
        setattr(school, name, value)
    save_record(record=school, by=by, reason=reason)
