"""What two people said in confidence, in the whole browser run: these two get it, nobody else, no mail and no log.

The watch (`canaries.watched`) sits on every answer of the site that all browser tests share, whoever asks and
however; what it found by the end of the run is judged where that site stops (`conftest.site`).
"""

import pytest

from tests.browser import canaries
from tests.browser.pages import PAGES
from tests.browser.site import sign_in

pytestmark = pytest.mark.browser
CYCLE, VISIT = "/cycles/402/", "/activities/18395/"
TWO = ["leader", "teacher"]
OTHERS = sorted({name for name in PAGES if name and "'" not in name} - set(TWO))
LISTS = ["/activities/", "/cycles/", "/requests/", "/people/", "/reports/time-use/", "/reports/reach/"]
ADDRESSES = "all => all.map(one => one.getAttribute('href')).filter(one => !one.includes('remove'))"


@pytest.fixture
def desk(browser, site):
    """Signed in as an account: `ask(path)` fetches with the browser's cookies, `page` is its page."""
    contexts = []

    def signed_in(account):
        contexts.append(browser.new_context())
        page = contexts[-1].new_page()
        sign_in(page, site, account)
        return page

    yield signed_in
    for context in contexts:
        context.close()


def files(page):
    """Addresses of the files on the page of the cycle."""
    return page.locator("#confidential a[href^='/files/']").evaluate_all(ADDRESSES)


@pytest.mark.parametrize("account", TWO)
def test_the_two_people_get_all_that_is_theirs(desk, site, folder, account):
    """The control: what the watch looks for is there to be found, in every confidential field."""
    page = desk(account)
    page.goto(site + VISIT)
    page.goto(site + CYCLE)
    for path in files(page):
        page.request.get(site + path)
    shown = {word for who, word, _path in canaries.told(folder) if who == account}
    assert shown == {word for word, readers in canaries.words().items() if account in readers}


@pytest.mark.parametrize("account", OTHERS)
def test_nobody_else_gets_any_by_asking_for_it(desk, site, folder, account):
    """The pages of the two, their files, and every list as a file; what others open elsewhere is watched as well."""
    page = desk(account)
    ours = [path for name in PAGES if name.partition("'")[0] in TWO for path in PAGES[name]]
    names = [f"/files/{key}/" for key in (1, 2)]
    exports = [f"{path}?export={kind}" for path in LISTS for kind in ("csv", "xlsx")]
    answers = [page.request.get(site + path).status for path in [*ours, *names, *exports]]
    assert 200 in answers
    assert "/files/2/" in (folder / canaries.LOG).read_text()  # the log that is searched is the log that is written
    assert [line for line in canaries.leaks(folder) if line[0] in (account, "anybody")] == []


def test_a_copy_goes_to_the_supported_teacher_alone(desk, site, folder):
    page = desk("leader")
    page.goto(f"{site}{VISIT}copy/")
    with page.expect_navigation():
        page.locator("form.form .save-bar .btn-primary").click()
    page.request.get(f"{site}/accounts/logout/")
    desk("coordinator").goto(f"{site}/months/close/?month=2026-10")
    sent = [(account, word) for account, text in canaries.letters(folder) for word in canaries.words() if word in text]
    assert {account for account, _word in sent} == {"teacher"}
    assert canaries.leaks(folder) == []


def test_the_watch_finds_a_word_in_pages_files_mail_and_log(tmp_path):
    """The watch itself: one leak of each kind is found."""
    word = "zzyzx-after"
    canaries.tell(tmp_path, "principal", [word], "/cycles/402/")
    (tmp_path / canaries.MAIL).mkdir()
    letter = f"To: coordinator@trellis.example\nSubject: x\nContent-Type: text/plain\n\n{word}\n{'-' * 79}\n"
    (tmp_path / canaries.MAIL / "one.log").write_text(letter)
    (tmp_path / canaries.LOG).write_text(f"GET /?q={word}")
    assert sorted(canaries.leaks(tmp_path)) == [
        ("anybody", word, canaries.LOG),
        ("coordinator", word, canaries.MAIL),
        ("principal", word, "/cycles/402/"),
    ]
