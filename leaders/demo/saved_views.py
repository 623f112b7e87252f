from leaders.models import SavedView

SHARED = [
    ("Ends within 60 days", "/appointments/", "leaders:appointment-list", "ending=true&sort=end"),
    ("Vacant positions", "/positions/", "leaders:position-list", "vacant=true"),
]
OWN = [("Middle schools on Title I", "/schools/", "leaders:school-list", "level=middle&title_i=true")]


def saved_views(owner):
    """Views of lists that the coordinator keeps: two for everyone, one for themselves."""
    listed = [(SHARED, True), (OWN, False)]
    SavedView.objects.bulk_create(
        SavedView(owner=owner, name=name, path=path, route=route, query=query, is_shared=shared)
        for lists, shared in listed
        for name, path, route, query in lists
    )
