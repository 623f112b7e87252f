from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import prefetch_related_objects

from leaders.models import Grant, User


class KindBackend(AuthenticationBackend):
    """Signs in by e-mail through allauth, and loads the signed-in user with grants and person, mostly in one query."""

    def get_user(self, user_id):
        grants = list(Grant.objects.filter(user=user_id, user__is_active=True).select_related("user__person"))
        if not grants:
            user = User.objects.select_related("person").filter(pk=user_id, is_active=True).first()
            prefetch_related_objects([user] if user else [], "grants")
            return user
        user = grants[0].user
        user._prefetched_objects_cache = {"grants": grants}
        return user
