"""What a person with another eye, hand or screen would meet on a page."""

from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# No rule among them reads style sheets; one asks what is heard how long it lasts.
OPTIONS = {
    "runOnly": RULES,
    "resultTypes": ["violations"],
    "preload": {"assets": ["media"]},
}
# What another colour scheme can change; the rest is in the page as it was.
OF_COLOURS = {**OPTIONS, "runOnly": ["color-contrast", "link-in-text-block"]}
# Where colours are forced they are the browser's own, and it sees to the contrast.
BUT_COLOURS = {**OPTIONS, "rules": {"color-contrast": {"enabled": False}}}
# What the way a page is drawn can change besides; the rest is in the page as it was.
OF_DRAWING = {
    **OPTIONS,
    "runOnly": ["target-size", "scrollable-region-focusable", "link-in-text-block"],
}
AXE = Axe()
# What is looked for in other colours is only what these can change: the page is the
# same as when it was looked at first, until it is loaded anew.
LOOKS = {
    "first": OPTIONS,
    "dark": OF_COLOURS,
    "forced": BUT_COLOURS,
    "forced again": OF_DRAWING,
}
# Asked in one go: what goes to and fro costs as much as half of the looking. Only what
# is wrong leaves the page, as everything axe has seen is megabytes.
LOOK = """async (looks) => {
    if (!("axe" in window)) return null;
    const forced = matchMedia("(forced-colors: active)").matches;
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    let look = window.lookedAt && dark ? "dark" : "first";
    if (forced) look = window.lookedAt ? "forced again" : "forced";
    window.lookedAt = true;
    return {
        wrong: (await axe.run(looks[look])).violations.flatMap(
            (rule) => rule.nodes.map((node) => [rule.id, node.html.slice(0, 200)])
        ),
        wider: document.documentElement.scrollWidth - innerWidth,
    };
}"""

# A4 without its margins, at 96 dots to the inch.
PAPER = {"width": 673, "height": 1000}
CUT = """[...document.querySelectorAll("main *")]
    .filter((e) => e.getClientRects().length)
    .filter((e) => !e.closest(".visually-hidden"))
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
    .map((e) => e.outerHTML.slice(0, 90))"""

# Each is given to `open_page`.
MODES = {
    "light": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "forced": {"forced_colors": "active", "viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "narrow": {"viewport": {"width": 320, "height": 640}},
}


def in_modes(page, *names):
    """Show one page in several modes after another, without a new sign-in each."""
    for name in names:
        mode = MODES[name]
        page.emulate_media(
            color_scheme=mode.get("color_scheme", "light"),
            forced_colors=mode.get("forced_colors", "none"),
        )
        page.set_viewport_size(mode["viewport"])
        yield name


def assert_accessible(page):
    """Fail with the rule and the element, or when the page is wider than the screen."""
    found = page.evaluate(LOOK, LOOKS)
    if not found:
        page.evaluate(AXE.axe_script)
        # the pages that follow bring it: half a megabyte is not sent to each
        page.add_init_script(AXE.axe_script)
        found = page.evaluate(LOOK, LOOKS)
    assert not found["wrong"], found["wrong"]
    assert found["wider"] <= 0, page.viewport_size


def assert_no_wider_than_the_screen(page):
    """Fail when somebody would have to move the page sideways."""
    wider = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(wider) <= 0, page.viewport_size


def put_on_paper(page):
    """Show the pages from here on as they are printed."""
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)


def assert_on_paper(page):
    """Fail with the elements that the edge of the paper would cut off."""
    cut = page.evaluate(CUT)
    assert not cut, (page.url, cut)
