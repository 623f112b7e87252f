"""What people do by keyboard alone."""


def press(page, role, name):
    """Follow a link or press a button by keyboard."""
    page.get_by_role(role, name=name).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def save(page):
    """Send the form of the page."""
    page.locator("form.form .save-bar .btn-primary").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
