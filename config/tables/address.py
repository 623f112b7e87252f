"""The address of a list, which holds all that was chosen: filters, order, columns, page."""

OWN_NAMES = ("sort", "columns", "page", "size", "export", "view")
PASSING = ("page", "export", "view")  # what no view of a list keeps
ALL = "all"  # `view=all`: the list itself, also for who has its bare address open a view


def kept(params, passing=()):
    """The part of an address that a view of the list keeps: filters, order, columns and size, as a query string."""
    chosen = params.copy()
    for name in list(chosen):
        values = [] if name in (*PASSING, *passing) else [value for value in chosen.getlist(name) if value]
        chosen.setlist(name, values)
    return chosen.urlencode()


class Address:
    """Reads and varies the query string of the current page; empty parameters are dropped."""

    def __init__(self, request):
        self.path = request.path
        self.params = request.GET.copy()
        for name in list(self.params):
            self.params.setlist(name, [value for value in self.params.getlist(name) if value])
            if not self.params.getlist(name):
                del self.params[name]
        elsewhere = getattr(request.user, "has_default_views", False)
        self.bare = f"{self.path}?view={ALL}" if elsewhere or "view" in self.params else self.path

    def url(self, **changes):
        """This page's address with some parameters changed; None removes one."""
        params = self.params.copy()
        for name, value in changes.items():
            params.pop(name, None)
            if value is not None:
                params[name] = value
        return f"{self.path}?{params.urlencode()}" if params else self.bare

    def without(self, names):
        """This page's address without the parameters `names`, from its first page."""
        return self.url(page=None, **dict.fromkeys(names))

    def hidden(self, *names, keep_filters=True):
        """(name, value) pairs that a form must carry along besides its own fields `names`."""
        dropped = {"page", "export", *names}
        return [
            (name, value)
            for name, values in self.params.lists()
            if name not in dropped and (keep_filters or name in OWN_NAMES)
            for value in values
        ]
