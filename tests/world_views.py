"""Views of lists in the district of the access tests: one of each relation, each kept by its owner alone."""

from leaders.models import SavedView

OWNERS = {"mine": "teacher_leader", "school": "principal", "other": "coordinator"}


def views_of(users):
    """`{relation: view}` of a list that everyone may open."""
    facts = {"route": "leaders:school-list", "path": "/schools/", "query": "level=middle"}
    make = SavedView.objects.create
    return {relation: make(owner=users[kind], name=f"Kept by {kind}", **facts) for relation, kind in OWNERS.items()}
