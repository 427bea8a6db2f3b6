"""What the browser tests need besides Python, where it is found, and how it gets here.

    python -m tests.browser.equipment      installs what is missing, where it may

A browser, Node.js with the packages of package-lock.json (Lighthouse, the HTML checker), and Java
for the checker. What is missing is installed with apt-get on a Debian where this user may do that;
elsewhere the tests that need it are left out and say so. `BARROW_BROWSER=required` makes whatever
is missing a failure, `BARROW_BROWSER=off` leaves the tests out without looking.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.browser import chrome

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
#: npm's own mark of what it installed last
_INSTALLED = MODULES / ".package-lock.json"
_PACKAGES = {"browser": "chromium", "node": "nodejs npm", "java": "default-jre-headless"}
_HOW = {
    "browser": "install Chrome or Chromium, or name one in CHROME",
    "node": "install Node.js 20 with npm, then: npm ci --prefix tests/browser",
    "java": "install Java 17",
}


@dataclass(frozen=True)
class Equipment:
    """Where each part is; None where it is not."""

    browser: Path | None
    node: Path | None
    java: Path | None

    @property
    def missing(self) -> list[str]:
        return [name for name in _HOW if getattr(self, name) is None]


def wish(variables: Mapping[str, str]) -> str:
    """`required`, `off`, or `auto`. Raises ValueError for a word that is none of them."""
    word = variables.get("BARROW_BROWSER") or "auto"
    if word not in {"auto", "required", "off"}:
        raise ValueError(f"BARROW_BROWSER is {word!r}: it may be auto, required or off")
    return word


@cache
def found() -> Equipment:
    return Equipment(
        browser=chrome.find(os.environ, installed_by_playwright=chrome.of_playwright),
        node=_program("node") if _modules_are_current() else None,
        java=_program("java"),
    )


def reason(here: Equipment, parts: Sequence[str]) -> str:
    """Why tests that need `parts` are left out and how to get them; empty if all is there."""
    missing = [name for name in parts if name in here.missing]
    if not missing:
        return ""
    ways = "; ".join(_HOW[name] for name in missing)
    return f"left out, for want of {' and '.join(missing)}: {ways} (make test tries apt-get)"


def _program(name: str) -> Path | None:
    program = shutil.which(name)
    return Path(program) if program else None


def _modules_are_current() -> bool:
    lock = HERE / "package-lock.json"
    return _INSTALLED.exists() and _INSTALLED.stat().st_mtime >= lock.stat().st_mtime


def _apt() -> list[str] | None:
    """How apt-get is called here without a question; None where this user may not."""
    release = Path("/etc/os-release")
    if not release.exists() or "\nID=debian\n" not in f"\n{release.read_text(encoding='utf-8')}\n":
        return None  # Ubuntu's package of that name only sends on to a snap
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
    return ["sudo", "-n", "apt-get"] if asked.returncode == 0 else None


def _install(missing: Sequence[str]) -> None:
    packages = " ".join(_PACKAGES[name] for name in missing).split()
    apt = _apt()
    if apt and packages:
        _say(f"installing {' '.join(packages)} with apt-get")
        quiet = ["--quiet", "--quiet", "--yes", "--no-install-recommends"]
        updated = subprocess.run([*apt, "--quiet", "--quiet", "update"], check=False)
        if updated.returncode == 0:
            subprocess.run([*apt, "install", *quiet, *packages], check=False)


def _install_modules() -> None:
    npm = shutil.which("npm")
    if npm and not _modules_are_current():
        _say("installing Lighthouse and the HTML checker with npm")
        done = subprocess.run([npm, "ci", "--prefix", str(HERE)], check=False, cwd=HERE)
        if done.returncode == 0:
            _INSTALLED.touch()


def _say(text: str) -> None:
    print(f"browser tests: {text}", flush=True)  # noqa: T201 — its output is what it is for


def main() -> int:
    wanted = wish(os.environ)
    if wanted == "off":
        _say("off")
        return 0
    here = found()
    programs = {"browser": here.browser, "node": shutil.which("npm"), "java": here.java}
    _install([name for name, program in programs.items() if program is None])
    _install_modules()
    found.cache_clear()
    for name in found().missing:
        _say(f"no {name}: {_HOW[name]}")
    if found().missing and wanted == "required":
        return 1
    _say(f"driving {found().browser}" if found().browser else "they will be left out")
    return 0


if __name__ == "__main__":
    sys.exit(main())
