"""Counts beside rows, worked out for the rows that are shown: joined, they would multiply, or read whole tables."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


def behind(rows, path="pk"):
    """How many records are behind each row on a path, 0 where there are none.

    `rows` are of the same model; narrowed by conditions on one path, they count its records.
    """
    found = rows.filter(pk=OuterRef("pk")).order_by().values("pk").annotate(count=Count(path))
    return Coalesce(Subquery(found.values("count")), 0)
