"""Posts of our own forms by who may make them, for the tests that repeat, overload or overtake them."""

from django.test import Client

from config.tables import ListPage
from tests.bodies import body
from tests.test_access import address, own, rows
from tests.watch import differences, models, snapshot, undone

# The table of sent forms and the history differ by nature; times differ from moment to moment.
APART = {"leaders_auditentry", "leaders_clientkey"}
DRAWN = {"at", "stored", "door_code", "exit_code", "waiting_since", "made_on"}  # anew each time: moments, names, codes
MOMENTS = ("_at", "last_login")
# Changes to the ticked rows of a list.
TICKED = sorted(change.url_name for page in ListPage.__subclasses__() for change in page.bulk)


def posts(*kinds):
    """`(route, relation, kind)` of every post of ours that has its effect for one of the kinds."""
    return [
        (row["route"], row["relation"], kind)
        for row in rows()
        for kind in kinds
        if row["verb"] == "POST" and own(row["route"]) and row[kind] == "done" and row["route"] != "theme"
    ]


def signed_in(world, kind):
    client = Client()
    world.sign_in(client, kind)
    return client


def post(client, world, route, relation, /, **more):
    return client.post(address(world, route, relation), body(world, route, relation) | more)


def effect(before, after):
    """What differs, in an order of its own, with new rows and references to them called `new`."""
    changed = {at: pair for at, pair in differences(before, after).items() if at[0] not in APART}
    new = {at for at, (old, _now) in changed.items() if old is None}
    rows = [(at, steady(at[0], old, new), steady(at[0], now, new)) for at, (old, now) in changed.items()]
    return sorted((at[0], str(old and at[1]), str(old), str(now)) for at, old, now in rows if old != now)


def steady(table, row, new):
    """A row without its moments and random names, and without the numbers that the database gave to new rows."""
    if row is None:
        return None
    kept = {name: value for name, value in row.items() if not name.endswith(MOMENTS) and name not in DRAWN}
    made = {name for name in kept if (goal := LEADS.get((table, name))) and (goal, kept[name]) in new}
    return kept | dict.fromkeys(made, "new")


def leads(field):
    """The table whose key a column holds: its own, or that of the row it refers to."""
    model = field.related_model if field.is_relation else field.model if field.primary_key else None
    return model and model._meta.db_table


LEADS = {(model._meta.db_table, f.attname): leads(f) for model in models() for f in model._meta.concrete_fields}


def effect_of(act):
    """The effect of a function, taken back afterwards, with what it returned."""
    with undone():
        before = snapshot()
        result = act()
        return effect(before, snapshot()), result
