"""The whole thread in a real browser: from a call to the credential on the page of who completed the program.

Everybody does their part on the pages made for it. Only time is helped on: the last day of a call is moved into the
past once all have applied, because a test cannot wait for it.
"""

import datetime
from contextlib import contextmanager
from urllib.parse import urljoin

import pytest
from django.utils import timezone

from tests.browser.looks import faults, fits
from tests.browser.site import DOMAIN, PHONE, WIDE, sign_in
from tests.browser.threaded import APPLICANTS, JUDGES

pytestmark = pytest.mark.browser
PROGRAM, CALL, SLOT = "Lesson Study Academy", "Learn to lead lesson study", "Lead the lesson study"
CREDENTIAL, SESSION = "Lesson study facilitator", "Planning together"
MONTH = datetime.timedelta(days=30)
PLACES = 3


class Thread:
    """A demo site with accounts of twelve applicants and three reviewers, and a browser for each of them."""

    def __init__(self, browser, site):
        self.browser, self.site, self.today = browser, site, timezone.localdate()

    @contextmanager
    def acting(self, account, viewport=PHONE):
        """A browser of that account, on its home page."""
        context = self.browser.new_context(viewport=viewport, reduced_motion="reduce")
        page = context.new_page()
        sign_in(page, self.site.address, account)
        yield page
        context.close()

    def visit(self, page, path):
        page.goto(self.site.address + path)

    def name_of(self, account):
        question = """SELECT coalesce(nullif(preferred_name, ''), given_name), family_name FROM leaders_person
            WHERE id = (SELECT person_id FROM leaders_user WHERE email = ?)"""
        return " ".join(self.site.ask(question, account + DOMAIN))

    def mail_of(self, account):
        """Their work e-mail, which is not what they sign in with."""
        question = "SELECT email FROM leaders_person WHERE id = (SELECT person_id FROM leaders_user WHERE email = ?)"
        return self.site.ask(question, account + DOMAIN)[0]

    def person_of(self, account):
        """Path of the person's page."""
        (key,) = self.site.ask("SELECT person_id FROM leaders_user WHERE email = ?", account + DOMAIN)
        return f"/people/{key}/"

    def vacancy(self):
        """Key of a position that nobody holds."""
        question = """SELECT id FROM leaders_position WHERE is_open AND school_year = ?
            AND id NOT IN (SELECT position_id FROM leaders_appointment WHERE position_id IS NOT NULL)"""
        return self.site.ask(question, self.today.year + (self.today.month > 6))[0]

    def end_window(self, title):
        """Let the last day of a call pass."""
        self.site.ask("UPDATE programs_call SET opens = ?, closes = ? WHERE title = ?", *self.past(), title)

    def past(self):
        return [str(self.today - MONTH), str(self.today - datetime.timedelta(days=1))]


@pytest.fixture
def thread(browser, site_of, planted):
    return Thread(browser, site_of(planted("threaded")))


def sound(page):
    assert (faults(page), fits(page)) == ([], True)


def go(page, name, role="link"):
    with page.expect_navigation():
        page.get_by_role(role, name=name).first.click()


def fill(page, **fields):
    """Type into fields by their names."""
    for name, value in fields.items():
        page.locator(f"[name={name}]").first.fill(str(value))


def save(page):
    """Save the form of the page, which has nothing to complain about."""
    with page.expect_navigation():
        page.locator("form.form .save-bar .btn-primary").first.click()
    assert page.locator(".error-summary").all_inner_texts() == []


def said(page):
    return page.locator("main").inner_text()


def test_from_the_call_to_the_credential(thread):
    with thread.acting("coordinator", WIDE) as desk:
        found_program(thread, desk)
        call = call_for_the_cohort(desk)
        publish(thread, desk, call)
    for account in APPLICANTS:
        apply(thread, account, CALL)
    thread.end_window(CALL)
    with thread.acting("coordinator", WIDE) as desk:
        assign(thread, desk, call)
    judge(thread, JUDGES[0], recusing=True)
    for account in JUDGES[1:]:
        judge(thread, account)
    with thread.acting("coordinator", WIDE) as desk:
        results_are_whole(desk, call)
        chosen = decide(thread, desk, call)
    for account in APPLICANTS:
        hear(thread, account, chosen)
    appoint(thread, APPLICANTS[0])
    attend(thread, chosen)
    complete(thread, chosen[0])


def found_program(thread, desk):
    """A program that confers a credential, its cohort, and a session that lasts all of today."""
    thread.visit(desk, "/programs/add/")
    fill(desk, name=PROGRAM, credential_title=CREDENTIAL)
    desk.locator("[name=credential_kind]").select_option(index=1)
    desk.get_by_label("develops teacher leaders", exact=True).check()
    save(desk)
    go(desk, "Add a cohort")
    days = {"start": thread.today - MONTH, "end": thread.today + MONTH}
    fill(desk, name="First year", capacity=PLACES, required_sessions=1, **days)
    save(desk)
    cohort = desk.url
    go(desk, "Add a session")
    fill(desk, title=SESSION, date=thread.today, starts="00:05", ends="23:55", place="Library", minutes=120)
    save(desk)
    desk.goto(cohort)
    go(desk, "Add a call")
    fill(desk, opens=thread.today - MONTH, closes=thread.today)


def call_for_the_cohort(desk):
    """A draft with two questions and two criteria, whose form is open. Returns its address."""
    fill(desk, title=CALL, places=PLACES, reviews_wanted=3)
    save(desk)
    call = desk.url
    add_parts(desk, "Questions", ["What have you led?", "Where did you teach before?"])
    desk.goto(call)
    add_parts(desk, "Rubric", ["Clarity of purpose", "Depth of experience"])
    return call


def add_parts(desk, page, texts):
    go(desk, page)
    for text in texts:
        fill(desk, text=text)
        save(desk)


def publish(thread, desk, call):
    desk.goto(call)
    sound(desk)
    go(desk, "Publish")
    save(desk)


def apply(thread, account, title):
    """Find the call among one's programs, write on the phone, and send."""
    with thread.acting(account) as page:
        thread.visit(page, "/programs/mine/")
        go(page, title)
        go(page, "Apply")
        for box in page.locator("form.form textarea").all():
            box.fill(f"I led lesson study with my team; {thread.name_of(account)} was my name there.")
        go(page, "Send", "button")
        assert "A mail tells that it arrived." in said(page)


def assign(thread, desk, call):
    """One blind phase, everybody reads everything; who applied is refused as a reviewer."""
    desk.goto(call)
    go(desk, "Add a review phase")
    fill(desk, name="First reading", opens=thread.today, closes=thread.today + MONTH)
    fill(desk, people="\n".join(map(thread.mail_of, (JUDGES[0], APPLICANTS[0]))))
    with desk.expect_navigation():
        desk.locator("form.form .save-bar .btn-primary").click()
    assert "applied too" in said(desk)
    fill(desk, people="\n".join(map(thread.mail_of, JUDGES)))
    save(desk)
    go(desk, "Assign applications")
    desk.get_by_label("everyone", exact=False).check()
    save(desk)
    assert f"{len(JUDGES) * len(APPLICANTS)} reviews assigned" in said(desk)
    sound(desk)


def judge(thread, account, *, recusing=False):
    """Read all that is assigned, without names; one reviewer steps back from the first."""
    names = [thread.name_of(each) for each in APPLICANTS]
    with thread.acting(account) as page:
        for place in range(len(APPLICANTS)):
            thread.visit(page, "/reviews/?state=due")
            page.locator("#list tbody th a").first.click()
            page.wait_for_url("**/reviews/*/")
            assert not [name for name in names if name in page.content()]
            if recusing and place == 0:
                step_back(page)
            else:
                score(page, place)


def step_back(page):
    review = page.url
    go(page, "step back")
    page.get_by_label("other conflict").check()
    save(page)
    assert page.goto(review).status == 404


def score(page, place):
    """Another score for each application; all criteria alike."""
    buttons = page.locator("form.form input[type=radio]")
    for name in sorted(set(buttons.evaluate_all("all => all.map(({ name }) => name)"))):
        page.locator(f"[name={name}]").nth(place % 5).check()
    go(page, "Submit", "button")
    assert page.locator(".error-summary").count() == 0


def results_are_whole(desk, call):
    """One recusal breaks neither the page of results nor the file of the list."""
    desk.goto(call)
    go(desk, "First reading")
    assert said(desk).count("1 recused") == 1
    sound(desk)
    desk.goto(call)
    go(desk, "Open the applications")
    file = desk.locator("a[href*='export=csv']").first.get_attribute("href")
    lines = desk.request.get(urljoin(desk.url, file)).text().strip().splitlines()
    assert len(lines) == 1 + len(APPLICANTS)


def decide(thread, desk, call):
    """The first three of the list by mean are offered a place, the others hear that they were not chosen."""
    desk.goto(call)
    go(desk, "Open the applications")
    rows = desk.locator("#list tbody th a").all_inner_texts()
    decide_ticked(desk, range(PLACES), "Offer a place")
    decide_ticked(desk, range(PLACES, len(APPLICANTS)), "Decline")
    desk.goto(call)
    go(desk, "Send decisions")
    save(desk)
    accounts = {thread.name_of(account): account for account in APPLICANTS}
    return [accounts[" ".join(reversed(name.split(", ")))] for name in rows[:PLACES]]


def decide_ticked(desk, rows, decision):
    for row in rows:
        desk.locator("tbody input[name=rows]").nth(row).check()
    go(desk, "Decide", "button")
    desk.get_by_label(decision, exact=True).check()
    fill(desk, reason="By the reviews")
    save(desk)


def hear(thread, account, chosen):
    """Who is offered a place accepts it; the others read kind words and no reason."""
    with thread.acting(account) as page:
        thread.visit(page, "/programs/mine/")
        go(page, CALL)
        assert "By the reviews" not in page.content()
        if account in chosen:
            go(page, "Accept the offer")
            save(page)
            assert "enrolled" in said(page)


def appoint(thread, account):
    """A call for a vacant position: one applies, is offered it, accepts, and is appointed by a form filled in."""
    with thread.acting("coordinator", WIDE) as desk:
        thread.visit(desk, f"/calls/add/?position={thread.vacancy()}")
        fill(desk, title=SLOT, opens=thread.today - MONTH, closes=thread.today)
        save(desk)
        call = desk.url
        add_parts(desk, "Questions", ["Why this position?"])
        publish(thread, desk, call)
    apply(thread, account, SLOT)
    thread.end_window(SLOT)
    with thread.acting("coordinator", WIDE) as desk:
        desk.goto(call)
        go(desk, "Open the applications")
        decide_ticked(desk, [0], "Offer a place")
        desk.goto(call)
        go(desk, "Send decisions")
        save(desk)
    with thread.acting(account) as page:
        thread.visit(page, "/programs/mine/")
        go(page, SLOT)
        go(page, "Accept the offer")
        save(page)
    with thread.acting("coordinator", WIDE) as desk:
        thread.visit(desk, "/applications/?state=unappointed")
        go(desk, ", ".join(reversed(thread.name_of(account).split(" ", 1))))
        go(desk, "Appoint this person")
        sound(desk)
        fill(desk, overload_reason="Released from two classes")
        save(desk)
        thread.visit(desk, thread.person_of(account))
        assert "Appointments" in said(desk)


def attend(thread, accounts):
    """The code on the projector, scanned by all who hold a seat; a second scan changes nothing."""
    (session,) = thread.site.ask("SELECT id FROM programs_session WHERE title = ?", SESSION)
    with thread.acting("coordinator", WIDE) as desk:
        thread.visit(desk, f"/sessions/{session}/door/")
        code = desk.locator(".door-letters").inner_text().replace(" ", "")
    for account in accounts:
        with thread.acting(account) as page:
            thread.visit(page, f"/check-in/{code}/")
            go(page, "I am here", "button")
            assert "You are checked in." in said(page)
            thread.visit(page, f"/check-in/{code}/")
            assert page.get_by_role("button", name="I am here").count() == 0
    with thread.acting("coordinator", WIDE) as desk:
        thread.visit(desk, f"/sessions/{session}/present/")
        assert f"{PLACES} of {PLACES} are in" in said(desk)


def complete(thread, account):
    """The coordinator completes who attended; the certificate is theirs, the credential on their page."""
    with thread.acting("coordinator", WIDE) as desk:
        thread.visit(desk, thread.person_of(account))
        go(desk, PROGRAM)
        go(desk, "Complete")
        save(desk)
        thread.visit(desk, thread.person_of(account))
        assert CREDENTIAL in said(desk)
        sound(desk)
    with thread.acting(account) as page:
        thread.visit(page, "/programs/mine/")
        go(page, PROGRAM)
        paper = page.get_by_role("link", name="certificate").get_attribute("href")
        answer = page.request.get(thread.site.address + paper)
        assert answer.headers["content-type"] == "application/pdf"
        thread.visit(page, thread.person_of(account))
        assert CREDENTIAL in said(page)
