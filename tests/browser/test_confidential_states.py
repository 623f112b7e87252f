"""What comes and goes between two people, in a real browser: a file, a next step, who reads along, a pause."""

import pytest

from tests.browser.looks import sound
from tests.browser.site import sign_in

pytestmark = pytest.mark.browser
CYCLE = "/cycles/402/"


def click(page, role, name):
    with page.expect_navigation():
        page.get_by_role(role, name=name).click()


def test_a_file_is_added_and_removed(desk, fresh, tmp_path):
    path = tmp_path / "number line.txt"
    path.write_text("Fractions on a number line")
    sign_in(desk, fresh, "leader")
    desk.goto(f"{fresh}{CYCLE}files/add/")
    desk.set_input_files("input[type=file]", [path])
    desk.locator("[name=shared_with]").last.check()
    desk.locator("[name=shows_students][value=no]").check()
    click(desk, "button", "Save")
    assert "number line.txt" in desk.locator("#confidential").inner_text()
    sound(desk)
    click(desk, "link", "Remove number line.txt")
    sound(desk)
    click(desk, "button", "Remove for good")
    assert "number line.txt" not in desk.locator("#confidential").inner_text()


def test_a_next_step_is_marked_done(desk, fresh):
    sign_in(desk, fresh, "leader")
    desk.goto(fresh + CYCLE)
    click(desk, "button", "Mark done")
    assert desk.locator("#confidential .chip-good").inner_text() == "done"
    sound(desk)


def test_a_successor_reads_along_until_it_is_taken_back(desk, fresh):
    sign_in(desk, fresh, "teacher")
    desk.goto(f"{fresh}{CYCLE}let-in/")
    desk.get_by_label("Teacher leader").select_option(index=1)
    click(desk, "button", "Let them in")
    assert "reads along" in desk.locator("#confidential").inner_text()
    sound(desk)
    click(desk, "button", "Take it back")
    sound(desk)


def test_a_cycle_is_paused_and_resumed(desk, fresh):
    sign_in(desk, fresh, "leader")
    desk.goto(f"{fresh}{CYCLE}pause/")
    desk.locator("form.form input[type=radio]").first.check()
    with desk.expect_navigation():
        desk.locator("form.form .save-bar .btn-primary").click()
    sound(desk)
    click(desk, "link", "Resume")
    sound(desk)
    with desk.expect_navigation():
        desk.locator("form.form .save-bar .btn-primary").click()
    assert desk.url.startswith(fresh + CYCLE)
    sound(desk)
