"""Each kind of page, on each device, by day and by night: nothing for axe to object to,
and nothing that hangs out over the side."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.pages_looked_at import KINDS, Kind, settled
from tests.browser.visitor import DEVICES, Device, Visitor

Visit = Callable[..., Visitor]


def violations(page: Page) -> list[str]:
    """Everything that axe finds, best practices included, with where it is."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]}"
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_page_fits_and_is_accessible_by_day_and_by_night(
    visit: Visit, kind: Kind, device: Device
) -> None:
    visitor = visit(device)
    page = visitor.page

    kind.show(visitor)
    settled(page)

    # nothing is wider than the screen
    seen, whole = page.evaluate(
        "() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]"
    )
    assert whole == seen
    by_day = violations(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    by_night = violations(page)
    assert by_day == []
    assert by_night == []
