from config.accounts import DistrictAccounts
from leaders.actions import users


class AuditedAccounts(DistrictAccounts):
    """The site's sign-in, with every new password noted in the history."""

    def set_password(self, user, password):
        users.set_password(user=user, password=password, by=user)
