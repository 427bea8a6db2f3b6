"""Lighthouse over one page, on the phone that it simulates, and what its report holds."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.browser import chrome
from tests.browser.equipment import MODULES

_PROGRAM = MODULES / "lighthouse" / "cli" / "index.js"
#: The browser's trace sometimes begins after the page did; nothing was measured then, and
#: Lighthouse asks for another run.
_LOST_TRACE = "NO_NAVSTART"
_AGAIN = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


@dataclass(frozen=True)
class Transferred:
    """One answer that the page asked for."""

    url: str
    kind: str  # Document, Stylesheet, Script, Font, Image, Fetch, …
    size: int  # bytes over the wire, headers included
    status: int


class Report:
    def __init__(self, content: dict[str, Any]) -> None:
        self._content = content

    @property
    def scores(self) -> dict[str, int]:
        """0 to 100 for each category."""
        return {
            name: round(100 * (self._content["categories"][name]["score"] or 0))
            for name in CATEGORIES
        }

    @property
    def shortfalls(self) -> list[str]:
        """What cost points, with what Lighthouse measured."""
        weighed = {
            ref["id"]
            for name in CATEGORIES
            for ref in self._content["categories"][name]["auditRefs"]
            if ref["weight"]
        }
        audits = (self._content["audits"][name] for name in sorted(weighed))
        return [
            f"{audit['id']} {audit.get('displayValue', '')}".strip()
            for audit in audits
            if audit["score"] is not None and audit["score"] < 0.98
        ]

    @property
    def transferred(self) -> list[Transferred]:
        return [
            Transferred(
                one["url"],
                one.get("resourceType", ""),
                int(one.get("transferSize", 0)),
                one.get("statusCode", 0),
            )
            for one in self._items("network-requests")
            if one["url"].startswith("http")
        ]

    @property
    def path(self) -> str:
        """Of the page that was shown in the end."""
        return urlsplit(str(self._content["finalDisplayedUrl"])).path

    @property
    def layout_shift(self) -> float:
        return float(self._content["audits"]["cumulative-layout-shift"]["numericValue"])

    def _items(self, audit: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._content["audits"][audit]["details"]["items"]
        return found


def measure(url: str, browser: Path, node: Path, profile: Path) -> Report:
    """One run, by the browser whose `profile` is this folder.

    Whatever the profile holds for the shop (a cart, say) is there when the page is loaded.
    """
    report = profile.with_suffix(".json")
    flags = " ".join(("--headless=new", f"--user-data-dir={profile}", *chrome.FLAGS))
    command = [
        str(node), str(_PROGRAM), url, "--quiet", "--output=json", f"--output-path={report}",
        f"--chrome-flags={flags}", "--max-wait-for-load=60000", "--no-enable-error-reporting",
        "--disable-storage-reset",
    ]  # fmt: skip
    done = _run(command, browser)
    for _ in range(_AGAIN):
        if _LOST_TRACE not in done.stderr:
            break
        done = _run(command, browser)
    assert done.returncode == 0, done.stdout + done.stderr
    content = json.loads(report.read_text(encoding="utf-8"))
    assert "runtimeError" not in content, content["runtimeError"]
    return Report(content)


def _run(command: list[str], browser: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command,
        env=os.environ | {"CHROME_PATH": str(browser)},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
