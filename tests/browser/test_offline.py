"""The app without a connection: opens, logs, keeps, sends, forgets (trust.md §6, A67)."""

import contextlib
import time

import pytest
from playwright.sync_api import TimeoutError

from tests.browser.bad_line import served
from tests.browser.site import PHONE, sign_in, sign_in_by_password

pytestmark = pytest.mark.browser
PAGE = "/activities/offline/"
# Everything in the phone's memory as text; what is sealed comes out as bytes.
DUMP = """async () => {
  const base = await idb.openDB("trellis"), found = {};
  for (const name of base.objectStoreNames) found[name] = await base.getAll(name);
  return JSON.stringify(found, (_, value) => value instanceof ArrayBuffer ? [...new Uint8Array(value)] : value);
}"""


@pytest.fixture(scope="module")
def own(made, tmp_path_factory):
    """A served site whose database these tests look into."""
    with served(made, tmp_path_factory.mktemp("served") / "site") as site:
        yield site


@pytest.fixture
def phone(browser, own):
    """A page of a phone on which the leader opened the site once."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    begin(page, own)
    yield page
    context.close()


def begin(page, own, account="leader"):
    sign_in(page, own.address, account)
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.goto(own.address + PAGE)
    page.locator("#work:not([hidden])").wait_for()
    page.evaluate("sending.flush(true)")


def logged(own):
    row = "SELECT COUNT(*), COALESCE(SUM(minutes), 0) FROM responsibilities_activity WHERE source = 'offline'"
    return own.ask(row)


def log(page, kind="materials"):
    """Log something new, alone, by the small form."""
    page.locator("#new").click()
    page.locator("#category").select_option(index=1)
    page.locator("#kind").select_option(kind)
    page.locator("[name=contact][value=none]").check()
    page.locator("#save").click()
    page.locator("#entry").wait_for(state="hidden")


def unsent(page):
    return page.evaluate(
        "store.user().then((user) => store.counts(user)).then((found) => found.waiting + found.refused)"
    )


def wait_sent(page):
    """Until nothing waits here any more; a sending at full speed would be over by then many times."""
    for _try in range(150):
        if unsent(page) == 0:
            return
        page.wait_for_timeout(100)
    raise AssertionError("still not sent")


@pytest.mark.parametrize("path", ["/", "/week/", "/activities/add/", PAGE])
def test_after_one_visit_the_app_opens_without_a_connection(phone, own, path):
    phone.context.set_offline(True)
    began = time.monotonic()
    phone.goto(own.address + path)
    phone.locator("#work:not([hidden])").wait_for()
    assert time.monotonic() - began < 2
    assert "offline" in phone.locator("#state").inner_text()


def test_a_usual_activity_takes_two_taps_and_no_typing(phone, own):
    log(phone)
    wait_sent(phone)
    phone.locator(".cards button").first.wait_for()
    phone.context.set_offline(True)
    phone.goto(own.address)
    before = logged(own)
    phone.locator(".cards button").first.click()
    minutes = int(phone.locator("#minutes").input_value())
    phone.locator("#save").click()
    phone.locator("#queue .entries > li").wait_for()
    assert phone.locator("#count").inner_text() == "1 not sent"
    assert logged(own) == before
    phone.context.set_offline(False)
    wait_sent(phone)
    assert logged(own) == (before[0] + 1, before[1] + minutes)


def test_what_the_phone_keeps_cannot_be_read(phone):
    phone.context.set_offline(True)
    log(phone)
    name = phone.evaluate("store.user().then((user) => store.pocket(user)).then((pocket) => pocket.name)")
    dump = phone.evaluate(DUMP)
    assert '"queue":[{' in dump
    assert not [word for word in (name, name.split()[-1], "materials", "category", "minutes") if word in dump]
    export = "(keys) => crypto.subtle.exportKey('raw', keys[0]).then(() => 'read', (error) => error.name)"
    assert phone.evaluate(
        f"idb.openDB('trellis').then((base) => base.getAll('keys')).then((all) => ({export})(all[0]))"
    ) == ("InvalidAccessError")


def test_another_user_neither_sees_nor_sends_what_the_first_logged(phone, own):
    phone.context.set_offline(True)
    log(phone)
    before = logged(own)
    phone.context.clear_cookies()  # the session ended without signing out
    phone.context.set_offline(False)
    sign_in(phone, own.address, "teacher")
    phone.goto(own.address + PAGE)
    phone.locator("#nothing:not([hidden])").wait_for()
    phone.evaluate("sending.flush(true)")
    assert phone.evaluate("idb.openDB('trellis').then((base) => base.getAllKeys('keys'))") == []
    assert logged(own) == before
    phone.context.clear_cookies()
    begin(phone, own)
    wait_sent(phone)
    assert logged(own)[0] == before[0] + 1


def test_when_the_session_ends_the_queue_stays_and_the_page_says_what_to_do(phone, own):
    phone.context.set_offline(True)
    log(phone)
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    phone.locator("#state a").wait_for()
    assert "Sign in again" in phone.locator("#state").inner_text()
    assert unsent(phone) == 1


def test_signing_out_asks_first_and_then_leaves_nothing(phone, own):
    phone.context.clear_cookies()  # the session that the other tests share goes on
    sign_in_by_password(phone, own.address, "leader")
    phone.goto(own.address + PAGE)
    with own.cutting("no-line"):
        sign_out_unsent(phone, own)
    assert phone.evaluate("caches.keys()") == []
    assert phone.evaluate("indexedDB.databases().then((all) => all.length)") == 0


def sign_out_unsent(phone, own):
    log(phone)
    phone.goto(own.address)
    phone.locator("[data-unsent]:not([hidden])").wait_for()
    assert phone.locator("[data-unsent]").inner_text() == "1 not sent"
    phone.locator(".menu-account summary").click()
    phone.locator("[data-sign-out] button").click()
    assert "1" in phone.locator("dialog [data-count]").inner_text()
    phone.locator("dialog [data-leave]").click()
    phone.wait_for_url("**/accounts/login/**")


def test_without_room_the_form_keeps_what_was_entered(phone):
    phone.locator("#new").click()
    phone.locator("#category").select_option(index=1)
    phone.locator("#kind").select_option("plc")
    phone.locator("[name=contact][value=none]").check()
    phone.evaluate(
        "void (IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError'); })"
    )
    phone.locator("#save").click()
    phone.locator("#entry-error:not([hidden])").wait_for()
    assert "no room" in phone.locator("#entry-error").inner_text()
    assert phone.locator("#kind").input_value() == "plc"
    assert phone.locator("#save").is_enabled()


def test_entries_of_three_days_ago_are_pointed_out(phone):
    phone.context.set_offline(True)
    log(phone)
    phone.evaluate(
        """idb.openDB('trellis').then(async (base) => {
          const made = Date.now() - 3 * 864e5 - 1000;
          for (const row of await base.getAll('queue')) await base.put('queue', { ...row, made });
        })"""
    )
    phone.reload()
    phone.locator("#notices", has_text="three days").wait_for()  # the page asks its own memory first


def test_an_entry_of_an_older_format_is_shown_and_sent_as_it_was_made(phone):
    phone.context.set_offline(True)
    log(phone)
    shown = phone.evaluate(
        """idb.openDB('trellis').then(async (base) => {
          for (const row of await base.getAll('queue')) await base.put('queue', { ...row, format: 0 });
          store.STEPS[0] = (entry) => ({ ...entry, minutes: entry.minutes + 15 });
          const user = await store.user(), sent = await store.take(user, 9);
          return [(await store.rows(user))[0].entry.minutes, sent[0].entry.minutes, sent[0].format];
        })"""
    )
    assert shown == [60, 45, 0]


def test_what_the_site_refuses_is_mended_and_sent(phone, own):
    before = logged(own)
    phone.locator("#new").click()
    phone.locator("#category").select_option(index=1)
    phone.locator("#kind").select_option("materials")
    phone.locator("[name=contact][value=none]").check()
    phone.locator("#date").fill("2019-01-15")
    phone.locator("#save").click()
    phone.locator("#attention .entries > li").wait_for()
    assert phone.locator("#attention .errors").inner_text()
    assert logged(own) == before
    phone.locator("#attention button").first.click()
    phone.locator("#date").fill(
        phone.evaluate("store.user().then((user) => store.pocket(user)).then((found) => found.today)")
    )
    phone.locator("#save").click()
    wait_sent(phone)
    assert logged(own)[0] == before[0] + 1


@pytest.mark.parametrize(("button", "more"), [("Edit", (1, 60)), ("Remove", (0, 0))])
def test_an_entry_whose_answer_was_lost_can_still_be_changed(phone, own, button, more):
    before, cut = logged(own), own.cuts("after")
    with own.cutting("no-answer"):
        log(phone)
        while own.cuts("after") == cut:
            phone.wait_for_timeout(50)
        phone.locator(f"#queue button[aria-label^='{button}']").first.click()
        if button == "Edit":
            phone.locator("[data-step='15']").click()
            phone.locator("#save").click()
        phone.locator("#queue .entries > li").nth(1).wait_for()
    phone.evaluate("sending.flush(true)")
    wait_sent(phone)
    assert logged(own) == (before[0] + more[0], before[1] + more[1])


def test_a_key_with_other_content_goes_on_as_a_change(phone, own):
    before = logged(own)
    sent = """async (minutes) => {
      const user = await store.user(), pocket = await store.pocket(user), category = pocket.categories[5].id;
      const [{ site }] = pocket.appointments, date = pocket.today;
      const facts = { category, kind: "materials", contact: "none", date, site };
      await store.add(user, { ...facts, verb: "log", client_id: (self.sameKey ??= crypto.randomUUID()), minutes });
      await sending.flush(true);
    }"""
    for minutes in (45, 75):
        phone.evaluate(sent, minutes)
        wait_sent(phone)
    assert logged(own) == (before[0] + 1, before[1] + 75)


def test_one_that_always_fails_holds_up_no_other(phone):
    phone.context.set_offline(True)
    log(phone, "materials")
    log(phone, "plc")
    taken = phone.evaluate(
        """store.user().then(async (user) => {
          const kinds = [];
          for (let time = 0; time < 2; time += 1) kinds.push((await store.take(user, 1))[0].entry.kind);
          return kinds;
        })"""
    )
    assert taken == ["materials", "plc"]


def test_any_page_of_the_site_sends_what_waits(phone, own):
    before = logged(own)
    phone.context.set_offline(True)
    log(phone)
    phone.context.set_offline(False)
    phone.goto(own.address)
    for _try in range(100):
        if logged(own) == (before[0] + 1, before[1] + 45):
            break
        phone.wait_for_timeout(100)
    phone.locator("[data-unsent]").wait_for(state="hidden")
    assert logged(own) == (before[0] + 1, before[1] + 45)


BAD = b"""self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => event.respondWith(new Response("broken for good")));"""

# Until the worker that is served now has taken over this page, and nothing of the one before is under way.
TAKE_OVER = """async (limit) => {
  const container = navigator.serviceWorker, found = await container.getRegistration("/");
  const late = new Promise((_, refuse) => setTimeout(() => refuse(new Error("no other worker took over")), limit));
  const taken = new Promise((done) => container.addEventListener("controllerchange", done, { once: true }));
  const asking = setInterval(() => found.update().catch(() => {}), 1000);  // the first may join one under way
  await Promise.race([taken, late]).finally(() => clearInterval(asking));
  const worker = container.controller;
  const changed = () => new Promise((done) => worker.addEventListener("statechange", done, { once: true }));
  while (worker.state !== "activated") await Promise.race([changed(), late]);
}"""


def visit(page, address):
    """Open an address; a page that got lost while one worker took over from another is asked for again."""
    for _try in range(3):
        with contextlib.suppress(TimeoutError):
            page.goto(address)
            return page.content()
    raise AssertionError(f"{address} does not open")


@pytest.mark.parametrize("switch", ["OFFLINE=0", "mended worker"])
def test_a_bad_worker_is_recovered_from_without_clearing_data(browser, made, tmp_path, switch):
    with served(made, tmp_path / "site") as site:
        context = browser.new_context(viewport=PHONE)
        page = context.new_page()
        begin(page, site)
        (tmp_path / "site" / "no-line").touch()
        log(page)
        (tmp_path / "site" / "bad-worker").write_bytes(BAD)
        page.evaluate(TAKE_OVER, 60_000)
        assert "broken" in visit(page, site.address)
        (tmp_path / "site" / "bad-worker").unlink()
        if "=" in switch:
            site.stop()
            site.start(OFFLINE="0")
        # The browser looks for a newer worker by itself a second after a page was opened; every page opened before
        # that second is over puts it off again.
        for _visit in range(20):
            if "broken" not in (shown := visit(page, site.address)):
                break
            page.wait_for_timeout(3000)
        assert "broken" not in shown
        (tmp_path / "site" / "no-line").unlink()
        page.goto(site.address + PAGE)
        page.locator("#work:not([hidden])").wait_for()
        page.evaluate("sending.flush(true)")
        wait_sent(page)
        assert logged(site)[0] == 1
        if "=" in switch:
            assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
        context.close()
