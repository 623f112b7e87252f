from django.contrib.auth.hashers import make_password

from leaders.demo.bulk import add
from leaders.models import Grant, User

PASSWORD = "trellis-demo-district"
KINDS = ["administrator", "coordinator", "principal", "business_office", "viewer"]


def accounts(school, leader, teacher, principal):
    """One sign-in per kind of user, by name; the principal's is for `school`."""
    secret = make_password(PASSWORD)
    people = {"leader": leader, "teacher": teacher, "principal": principal}
    names = [*KINDS, "leader", "teacher"]
    users = {
        name: User(email=f"{name.split('_')[0]}@trellis.example", password=secret, person=people.get(name))
        for name in names
    }
    add(users.values())
    add(Grant(user=users[kind], kind=kind, school=school if kind == "principal" else None) for kind in KINDS)
    return users
