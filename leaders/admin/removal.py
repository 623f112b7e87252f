"""What goes when a row is deleted, so that the history can keep it."""

from itertools import chain

from django.db import router
from django.db.models.deletion import Collector

from leaders import audit


def removed_with(row):
    """`(row, {many-to-many field: ids})` of the row and of everything that the database removes along with it."""
    collector = Collector(using=router.db_for_write(type(row)), origin=row)
    collector.collect([row])
    gone = chain(*collector.data.values(), *collector.fast_deletes)
    return [(one, _related(one)) for one in gone if not type(one)._meta.auto_created]


def _related(row):
    return {field.name: ids for field in row._meta.many_to_many if (ids := audit.related_ids(row, field.name))}
