"""An import in a real browser: by keyboard alone, and every state of its pages without an accessibility fault."""

import pytest

from tests.browser.looks import faults
from tests.browser.site import NARROW, WIDE, sign_in
from tests.leaders.imports.packages import ORG, USER_1_1, files_1_1, table, teacher, zipped
from tests.leaders.imports.test_nces import HIFLD, school

pytestmark = pytest.mark.browser


def tab_to(page, locator):
    """Press Tab until the element has the focus; a trap or an unreachable element fails."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if locator.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach {locator}")


def press(page, locator):
    tab_to(page, locator)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def hand_in(page, site, path):
    page.goto(f"{site}/imports/add/")
    page.set_input_files("input[type=file]", [path])
    page.get_by_role("button", name="Look at it first").click()
    page.wait_for_load_state()


@pytest.fixture
def desk(browser, site):
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    page = context.new_page()
    sign_in(page, site, "coordinator")
    yield page
    context.close()


def test_a_package_with_a_refused_row_is_imported_by_keyboard_alone(desk, site, tmp_path):
    people = [teacher(1, familyName="Keyboard"), teacher(2, orgSourcedIds="NOWHERE")]
    path = zipped(tmp_path / "keys.zip", files_1_1(people, mode="delta"))
    desk.on("filechooser", lambda chooser: None)  # only asked for at the key, the browser may not hand it over yet
    desk.goto(f"{site}/imports/")
    press(desk, desk.get_by_role("link", name="Import a file").first)
    tab_to(desk, desk.locator("input[type=file]"))
    with desk.expect_file_chooser() as chooser:
        desk.keyboard.press("Space")
    chooser.value.set_files(path)
    press(desk, desk.get_by_role("button", name="Look at it first"))
    assert "NOWHERE" in desk.get_by_role("table").inner_text()
    press(desk, desk.locator("button[form=apply]"))
    assert desk.get_by_role("heading", name="Imported", exact=True).is_visible()
    desk.goto(f"{site}/people/?q=keyboard")
    assert "Keyboard" in desk.get_by_role("table").inner_text()


def test_every_state_of_an_import_is_accessible(desk, site, tmp_path):
    lists = tmp_path / "schools.csv"
    rows = [school(1), school(2, district="1200390")]
    lists.write_text(table(list(HIFLD.values()), [{HIFLD[key]: row[key] for key in row} for row in rows]))
    holiday = tmp_path / "holiday.csv"
    holiday.write_text("day,name\n2026-12-25,Christmas\n")
    first = zipped(tmp_path / "first.zip", files_1_1([teacher(n) for n in range(9)]))
    second = zipped(tmp_path / "second.zip", files_1_1([teacher(0), teacher(1, role="wizard")]))
    found = []
    for path in (holiday, lists, first, second):
        hand_in(desk, site, path)
        found += [f"{path.name} {fault}" for fault in faults(desk)]
        if path == first:
            desk.locator("button[form=apply]").click()
            found += [f"applied {fault}" for fault in faults(desk)]
    desk.set_viewport_size(NARROW)
    assert not desk.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert found == []


def test_a_loose_file_may_be_handed_in_with_its_neighbors(desk, site, tmp_path):
    files = {"orgs.csv": table(ORG, []), "users.csv": table(USER_1_1, [teacher(7, orgSourcedIds="")])}
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    desk.goto(f"{site}/imports/add/")
    desk.set_input_files("input[type=file]", [tmp_path / name for name in files])
    desk.get_by_role("button", name="Look at it first").click()
    assert desk.get_by_text("ready to apply").first.is_visible()
