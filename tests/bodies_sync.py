"""What a phone sends, as a valid body."""

import uuid

from responsibilities.models import Category


class Json(dict):
    """A body that is sent as JSON."""


def batch(world, mine):
    """One entry of the teacher leader, made today."""
    mine = world.records["mine"]
    facts = {"kind": "materials", "contact": "none", "site": mine["position"].site_id, "minutes": 45}
    facts |= {"client_id": str(uuid.uuid4()), "verb": "log", "date": world.today.isoformat()}
    entry = facts | {"category": Category.objects.get(code="instructional_materials").pk}
    return Json(user=world.users["teacher_leader"].pk, format=1, sent_at=None, entries=[entry])


BODIES = {"activity-sync": batch}
