"""What a browser complains of: the console, thrown errors, the policy, answers that were none.

Failures that a test brings about itself are told to the watch before they happen.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, WebError

#: `net::ERR_ABORTED` is what a request ends with whose page was left, or a beacon at the end.
_LEFT = "net::ERR_ABORTED"


@dataclass
class Watch:
    """Collects over all pages of one context. `complaints` is empty as long as all is well.

    A browser without `script` refuses modules that a page would have loaded ahead of time, in the
    words of the policy.
    """

    script: bool = True
    complaints: list[str] = field(default_factory=list)
    _expected: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._thrown)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)

    @contextmanager
    def expecting(self, *parts: str) -> Iterator[None]:
        """Inside the block, complaints that hold one of `parts` are part of the test."""
        self._expected += parts
        try:
            yield
        finally:
            self._expected = self._expected[: -len(parts)]

    def _complain(self, text: str) -> None:
        if not any(part in text for part in self._expected):
            self.complaints.append(text)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        # the answer itself is told by _answered and _failed, with more in it
        if not message.text.startswith("Failed to load resource"):
            self._complain(f"console {message.type} on {_where(message.page)}: {message.text}")

    def _thrown(self, error: WebError) -> None:
        self._complain(f"thrown on {_where(error.page)}: {error.error}")

    def _failed(self, request: Request) -> None:
        usual = {_LEFT} if self.script else {_LEFT, "csp"}
        if request.failure not in usual:
            self._complain(f"{request.method} {request.url}: {request.failure}")

    def _answered(self, answer: Response) -> None:
        if answer.status >= 400:
            self._complain(f"{answer.request.method} {answer.url}: {answer.status}")


def _where(page: Page | None) -> str:
    return page.url if page else "a page that is closed"
