"""The app's icons, drawn from our own emblem; `make screenshots` draws them anew."""

import pytest

from tests.browser import PICTURES

pytestmark = [pytest.mark.journey, pytest.mark.picture]

STATIC = PICTURES.parent / "static"
# (file, size, how much of it the emblem fills): a mask may cut off a fifth all around
ICONS = [
    ("icon-any-192.png", 192, 1),
    ("icon-any-512.png", 512, 1),
    ("icon-maskable-512.png", 512, 0.66),
    ("icon-180.png", 180, 0.8),
]
PAGE = """
<style>
  body {{ margin: 0; display: grid; place-items: center; height: 100vh;
         background: {ground}; }}
  svg {{ width: {part}%; height: {part}%; }}
</style>{emblem}
"""


@pytest.mark.parametrize(("name", "size", "part"), ICONS)
def test_an_icon_is_drawn(open_page, name, size, part):
    page = open_page(viewport={"width": size, "height": size})
    ground = "transparent" if part == 1 else "#0b5a8f"
    emblem = (STATIC / "favicon.svg").read_text()
    page.set_content(PAGE.format(ground=ground, part=part * 100, emblem=emblem))
    path = STATIC / "field" / name
    page.screenshot(path=path, omit_background=True)
    assert path.stat().st_size < 20_000
