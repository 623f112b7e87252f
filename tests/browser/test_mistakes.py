"""Forms sent with nothing in them: each mistake stands beside its field, and in a summary that has the focus."""

import pytest

from tests.browser.looks import faults, fits
from tests.browser.pages import FORMS
from tests.browser.site import NARROW, sign_in

pytestmark = pytest.mark.browser
EMPTY = """form => { for (const field of form.elements) {
  if (["hidden", "submit", "button", "fieldset", "checkbox"].includes(field.type) || !field.name) continue;
  const none = [...field.options ?? []].findIndex(option => !option.value);
  if (field.tagName === "SELECT") field.selectedIndex = field.multiple ? -1 : none;
  else field.value = ""; } }"""
UNTIED = """() => [...document.querySelectorAll(".error-summary a")]
  .map(link => document.getElementById(link.hash.slice(1)))
  .filter(field => !field?.matches("[aria-invalid=true], :has([aria-invalid=true])"))
  .length"""


@pytest.mark.parametrize("account", FORMS)
def test_an_empty_form_says_what_is_missing_where_and_first(browser, site, account):
    context = browser.new_context(viewport=NARROW, reduced_motion="reduce")
    page, problems = context.new_page(), []
    sign_in(page, site, account)
    for path in FORMS[account]:
        page.goto(site + path)
        page.locator("form.form").evaluate(EMPTY)
        with page.expect_navigation():
            page.locator("form.form .save-bar .btn-primary").click()
        if not page.evaluate("document.activeElement.classList.contains('error-summary')"):
            problems.append(f"{path} does not lead to its mistakes")
        if page.evaluate(UNTIED):
            problems.append(f"{path} has mistakes that lead to no field")
        problems += [f"{path} {fault}" for fault in faults(page)]
        if not fits(page):
            problems.append(f"{path} scrolls sideways")
    context.close()
    assert problems == []
