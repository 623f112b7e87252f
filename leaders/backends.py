import functools

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from leaders.models import Appointment, DefaultView, Grant, User


class KindBackend(AuthenticationBackend):
    """Signs in by e-mail through allauth, and loads the signed-in user with all that tells who they are, in one query.

    That is their grants, their person, whether an appointment is in force today, and whether a list opens a view.
    """

    def get_user(self, user_id):
        rows = list(_users(timezone.localdate()).filter(pk=user_id))
        if not rows:
            return None
        user = rows[0]
        user._prefetched_objects_cache = {
            "grants": [
                Grant(pk=row.grant_id, user=user, kind=row.grant_kind, school_id=row.grant_school)
                for row in rows
                if row.grant_id
            ]
        }
        return user


@functools.lru_cache(maxsize=2)
def _users(today):
    """The question without the key: every request asks it, and to put it together takes as long as to ask it."""
    held = Appointment.objects.in_force(today).filter(person=OuterRef("person"))
    rows = User.objects.filter(is_active=True).select_related("person").order_by("grants")
    rows = rows.annotate(grant_id=F("grants"), grant_kind=F("grants__kind"), grant_school=F("grants__school"))
    views = DefaultView.objects.filter(user=OuterRef("pk"))
    return rows.annotate(leads_today=Exists(held), has_default_views=Exists(views))
