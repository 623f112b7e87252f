"""How a page looks, wide, narrow and dark, and what can be found by machine to be wrong with it."""

from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe

from tests.browser.site import NARROW, WIDE

# Narrow comes first: what a script draws for a wide page is not drawn again in this moment when the page gets narrow.
LOOKS = {"narrow": (NARROW, "light"), "light": (WIDE, "light"), "dark": (WIDE, "dark")}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
RULES |= {"resultTypes": ["violations"], "selectors": False}  # nothing is put together about what is well
# All that depends on colors; what else axe asks has the same answer in the dark where all is seen in the same place.
COLORS = RULES | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# What is seen where: the box of each element, whether it shows, and the words that the style sheet puts beside it.
SHAPE = """[...document.querySelectorAll("*")].flatMap(one => {
  const { x, y, width, height } = one.getBoundingClientRect(), style = getComputedStyle(one);
  const words = ["::before", "::after"].map(part => getComputedStyle(one, part).content);
  return [x, y, width, height, style.display, style.visibility, style.opacity, ...words];
}).join()"""
# What a sticky bar covers depends on how far one has scrolled; axe would call it too small a target.
UNSTICK = "for (const bar of document.querySelectorAll('.save-bar, .top')) bar.style.position = 'static'"
AXE = Axe().axe_script
# Only the faults leave the browser: to hand over all that is well takes longer than to look.
FAULTS = """rules => axe.run(rules).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 120)}`)))"""


def faults(page, rules=RULES):
    """What axe finds on the page, in short."""
    page.evaluate(UNSTICK)
    if page.evaluate("!self.axe"):
        page.evaluate(AXE)
    return page.evaluate(FAULTS, rules)


def dark_faults(page, shape):
    """What axe finds in the dark on a page that had this shape in the light, where all rules were asked."""
    return faults(page, COLORS if page.evaluate(SHAPE) == shape else RULES)


def fits(page):
    """Whether the page can be read without scrolling sideways."""
    return not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def wrong(page):
    """What can be found by machine on a page in the middle of a test; where it is wide, also in the dark."""
    found = faults(page) + ([] if fits(page) else ["scrolls sideways"])
    if page.viewport_size == WIDE:
        shape = page.evaluate(SHAPE)
        page.emulate_media(color_scheme="dark")
        found += [f"dark: {fault}" for fault in dark_faults(page, shape)]
        page.emulate_media(color_scheme="light")
    return found


def sound(page):
    assert wrong(page) == []


def dress(page, look):
    viewport, scheme = LOOKS[look]
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)


@contextmanager
def breaches(page):
    """What the content security policy refuses meanwhile."""
    told = []

    def listen(message):
        if "Content Security" in message.text:
            told.append(message.text)

    page.on("console", listen)
    yield told
    page.remove_listener("console", listen)


def problems(page, address, status=200):
    """What is wrong with the page at an address, opened once and looked at in every look."""
    dress(page, "narrow")
    with breaches(page) as found:
        if page.goto(address).status != status:
            found.append("does not open")
        for look in LOOKS:
            shape = page.evaluate(SHAPE) if look == "dark" else None
            dress(page, look)
            seen = dark_faults(page, shape) if shape else faults(page)
            found += [f"{look}: {fault}" for fault in seen]
            if not fits(page):
                found.append(f"{look}: scrolls sideways")
    return found
