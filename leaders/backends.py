from allauth.account.auth_backends import AuthenticationBackend

from leaders.models import User


class KindBackend(AuthenticationBackend):
    """Signs in by e-mail through allauth, and loads the signed-in user with its grants and person in two queries."""

    def get_user(self, user_id):
        users = User.objects.select_related("person").prefetch_related("grants")
        return users.filter(pk=user_id, is_active=True).first()
