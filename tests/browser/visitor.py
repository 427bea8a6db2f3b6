"""Somebody with a phone or a desktop computer, in a browser that has never been here."""

from dataclasses import dataclass
from typing import Any, Literal, Self

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.watching import Watch

Device = Literal["phone", "desktop"]
DEVICES: tuple[Device, ...] = ("phone", "desktop")
_DEVICES: dict[Device, dict[str, Any]] = {
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "has_touch": True,
        "is_mobile": True,
    },
    "desktop": {"viewport": {"width": 1280, "height": 900}},
}
#: Milliseconds that a page may take to be as expected: the machine may have other work.
PATIENCE = 20_000


@dataclass
class Visitor:
    context: BrowserContext
    page: Page
    watch: Watch
    device: Device

    @classmethod
    def arriving(
        cls,
        browser: Browser,
        url: str,
        device: Device,
        *,
        script: bool = True,
        dark: bool = False,
        still: bool = True,
    ) -> Self:
        """`still` asks for no motion, so that nothing is looked at half way."""
        context = browser.new_context(
            base_url=url,
            locale="en-GB",
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if still else "no-preference",
            **_DEVICES[device],
        )
        context.set_default_timeout(PATIENCE)
        watch = Watch(script)
        watch.over(context)
        return cls(context, context.new_page(), watch, device)

    def leave(self) -> list[str]:
        """Close the browser; what it complained of."""
        self.context.close()
        return self.watch.complaints
