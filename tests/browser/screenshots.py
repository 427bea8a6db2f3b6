"""Pictures of each kind of page, on each device, by day and by night.

python -m tests.browser.screenshots [FOLDER]      into dist/screenshots unless told otherwise
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser import chrome, equipment, sample_shop
from tests.browser.pages_looked_at import KINDS, settled
from tests.browser.visitor import DEVICES, PATIENCE, Visitor

FOLDER = equipment.HERE.parent.parent / "dist" / "screenshots"


def take(folder: Path) -> None:
    """Writes `<kind>-<device>[-dark].png`, each of the whole page."""
    expect.set_options(timeout=PATIENCE)
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        sample_shop.opened(Path(place)) as shop,
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path=equipment.found().browser, args=list(chrome.FLAGS)
        ) as browser,
    ):
        for device in DEVICES:
            for kind in KINDS:
                visitor = Visitor.arriving(browser, shop.url, device)
                _answer_the_banner(visitor.page)
                kind.show(visitor)
                for theme in ("light", "dark"):
                    visitor.page.emulate_media(
                        color_scheme="dark" if theme == "dark" else "light",
                        reduced_motion="reduce",
                    )
                    settled(visitor.page)
                    dark = "-dark" if theme == "dark" else ""
                    name = f"{kind.name}-{device}{dark}.png"
                    # a drawer or menu covers what is in sight, and nothing beyond it
                    whole = kind.name not in {"drawer", "menu", "filter"}
                    visitor.page.screenshot(path=folder / name, full_page=whole)
                visitor.leave()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")  # noqa: T201


def _answer_the_banner(page: Page) -> None:
    """It would lie over the foot of every picture."""
    page.goto("/about/")
    page.get_by_role("button", name="No, thank you").click()


if __name__ == "__main__":
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
