"""Which browser the tests drive: `CHROME`, the PATH, or the one that playwright installed."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

NAMES = ("google-chrome", "chromium", "chromium-browser", "chrome")
#: What a browser that nobody looks at needs no more than: no sandbox (containers have none to
#: give), no graphics card, and nothing that it asks of the network on its own.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NotABrowser(Exception):
    """`CHROME` names a file that cannot be run."""

    def __init__(self, named: str) -> None:
        super().__init__(f"CHROME names {named}, which is no program")


def find(
    variables: Mapping[str, str],
    which: Callable[[str], str | None] = shutil.which,
    installed_by_playwright: Callable[[], Path | None] = lambda: None,
) -> Path | None:
    """The first there is. Raises NotABrowser: who names one does not want another."""
    if named := variables.get("CHROME"):
        program = which(named)
        if program is None:
            raise NotABrowser(named)
        return Path(program)
    for name in NAMES:
        if program := which(name):
            return Path(program)
    return installed_by_playwright()


def of_playwright() -> Path | None:
    """The Chromium of `playwright install chromium`, if that has ever run on this machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = Path(playwright.chromium.executable_path)
    return program if program.is_file() else None
