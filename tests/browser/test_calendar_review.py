"""A calendar file is read, taught and confirmed in a real browser, and the secret address is shown once."""

import datetime

import pytest
from django.utils import timezone

from tests.browser.looks import sound
from tests.browser.site import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(desk, fresh):
    sign_in(desk, fresh, "leader")
    return desk


def calendar(folder):
    """Two titles on two days each, in the early morning, when nothing else is logged."""
    today = timezone.localdate()
    days = [today - datetime.timedelta(days=back) for back in (1, 2)]
    events = [
        f"BEGIN:VEVENT\r\nUID:{title}-{day}\r\nSUMMARY:{title}\r\n"
        f"DTSTART:{day:%Y%m%d}T063000\r\nDTEND:{day:%Y%m%d}T070000\r\nEND:VEVENT\r\n"
        for title in ("Grade 4 team", "Dentist")
        for day in days
    ]
    path = folder / "calendar.ics"
    path.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n", newline="")
    return path


def click(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def test_a_calendar_becomes_drafts_with_a_mistake_on_the_way(desk, fresh, tmp_path):
    desk.goto(f"{fresh}/calendar/upload/")
    desk.set_input_files("input[type=file]", [calendar(tmp_path)])
    click(desk, "Look at the events")
    sound(desk)
    team = desk.locator("fieldset", has_text="Grade 4 team")
    team.get_by_label("This is").select_option("activity")
    click(desk, "Make the drafts")
    assert desk.evaluate("document.activeElement.classList.contains('error-summary')")
    assert team.get_by_label("This is").input_value() == "activity"
    sound(desk)
    team.get_by_label("Category").select_option(label="Instructional materials")
    team.get_by_label("Kind").select_option("materials")
    team.get_by_label("With whom").select_option("none")
    click(desk, "Make the drafts")
    assert "2 drafts are ready to confirm." in desk.locator("main").inner_text()
    sound(desk)
    click(desk, "Confirm the ticked")
    assert "2 entries are in your log." in desk.locator("main").inner_text()
    sound(desk)


def test_the_secret_address_is_shown_once_and_ended(desk, fresh):
    desk.goto(f"{fresh}/calendar/")
    click(desk, "Make my secret address")
    assert desk.get_by_label("Secret address").input_value().endswith(".ics")
    sound(desk)
    desk.goto(f"{fresh}/calendar/")
    sound(desk)
    click(desk, "End the address")
    sound(desk)
