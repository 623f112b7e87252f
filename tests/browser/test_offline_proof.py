"""The promise: whatever the line and the server do, nothing logged offline is lost, and nothing counts twice (E1, E2).

The same run with the keys switched off is the control: it must show duplicates, or the run proves nothing.
"""

import json
import random
import time

import pytest

from tests.browser.bad_line import served
from tests.browser.site import PHONE, sign_in

pytestmark = pytest.mark.browser
ENTRIES, KILLS, SECONDS = 200, 3, 180  # the run takes 20 to 60 seconds; longer only where all else is slow
CUTS = json.dumps({"before": 0.2, "after": 0.25, "kill": 0.25})
QUICK = "Object.assign(sending.PACE, { first: 30, longest: 400, most: 12 })"
# Half of the entries from each tab, on different days, so that no rule about a day refuses them.
QUEUE = """async ([from, to]) => {
  const user = await store.user(), pocket = await store.pocket(user);
  const first = pocket.appointments[0], latest = new Date(`${pocket.today}T12:00`);
  const facts = { category: pocket.categories[5].id, kind: "materials", contact: "none", supported: [], unnamed: 0 };
  for (let at = from; at < to; at += 1) {
    const date = new Date(latest - (at % 14) * 86400000).toISOString().slice(0, 10);
    const own = { client_id: crypto.randomUUID(), verb: "log", date, minutes: 15 * (1 + (at % 3)), site: first.site };
    await store.add(user, { ...facts, ...own });
    if (at % 10 === 0) sending.flush(true);
  }
}"""
COUNTS = "store.user().then((user) => store.counts(user))"


def two_tabs(context, site):
    """Two open tabs of one phone, both quick to try again."""
    page = context.new_page()
    sign_in(page, site.address, "leader")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    tabs = [page, context.new_page()]
    for tab in tabs:
        tab.goto(f"{site.address}/activities/offline/")
        tab.locator("#work:not([hidden])").wait_for()
        tab.evaluate(QUICK)
    return tabs


def run(browser, site):
    """Queue the entries in two tabs and send until nothing waits; what the phone then says, and how long it took."""
    chance, began = random.Random(7), time.monotonic()
    context = browser.new_context(viewport=PHONE)
    tabs = two_tabs(context, site)
    for at, tab in enumerate(tabs):
        tab.evaluate(f"({QUEUE})({json.dumps([at * ENTRIES // 2, (at + 1) * ENTRIES // 2])}).then(() => 1, String)")
    counts = tabs[0].evaluate(COUNTS)
    while counts["waiting"] and time.monotonic() - began < SECONDS:
        context.set_offline(chance.random() < 0.2)  # cut before anything is sent
        for tab in tabs:
            tab.evaluate("sending.flush(true).then(() => 1)" if chance.random() < 0.3 else "void sending.flush(true)")
        counts = tabs[0].evaluate(COUNTS)
    context.close()
    return counts, time.monotonic() - began


def logged(site):
    """Entries and minutes that came from the phone."""
    return site.ask("SELECT COUNT(*), SUM(minutes) FROM responsibilities_activity WHERE source = 'offline'")


WHOLE = (ENTRIES, sum(15 * (1 + at % 3) for at in range(ENTRIES)))


@pytest.mark.parametrize("keyless", [False, True], ids=["with keys", "control without keys"])
def test_nothing_is_lost_and_nothing_counts_twice(browser, made, tmp_path, keyless):
    env = {"CUTS": CUTS, "KILLS": str(KILLS), "SEED": "11", **({"KEYLESS": "1"} if keyless else {})}
    with served(made, tmp_path / "site", **env) as site:
        counts, seconds = run(browser, site)
        cuts = {what: site.cuts(what) for what in ("before", "after", "killed")}
        print(f"\n{logged(site)} of {WHOLE}, cuts {cuts}, {seconds:.0f} s")
        assert (counts["waiting"], counts["refused"]) == (0, 0)
        assert min(cuts.values()) >= 2
        assert logged(site)[0] > ENTRIES if keyless else logged(site) == WHOLE
