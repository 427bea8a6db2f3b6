"""The machine that deploys: what runs here, and where it would go."""

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from barrow.operating.findings import Finding, Place, ok, problem, warning

PYTHONS = ((3, 11), (3, 13))
#: Package → how its version must begin; any other needs the tests to be run on it first.
PACKAGES = {"pip": "", "chalice": "1.34.", "boto3": "1."}


def python(running: tuple[int, int] = (sys.version_info.major, sys.version_info.minor)) -> Finding:
    """Lambda runs what the deploying Python's minor version is called."""
    name = ".".join(map(str, running))
    if not PYTHONS[0] <= running <= PYTHONS[1]:
        return problem(
            "python",
            f"Python {name} deploys functions that were never tested on it",
            "run barrow with Python 3.11, 3.12 or 3.13: make install PYTHON=python3.13",
        )
    return ok("python", f"Python {name}; functions run on Lambda's python{name}")


def packages(found: "dict[str, str] | None" = None) -> Iterator[Finding]:
    """`found` has a version by package; those of this environment when it is not given."""
    versions = _installed() if found is None else found
    for name, begins in PACKAGES.items():
        there = versions.get(name)
        if there is None:
            yield problem(name, f"{name} is not installed", "make install")
        elif not there.startswith(begins):
            say = f"{name} {there} is not the one that was tested ({begins}x)"
            yield problem(name, say, "make install")
        else:
            yield ok(name, f"{name} {there}")


def _installed() -> dict[str, str]:
    versions = {}
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return versions


def endpoint(place: Place) -> Iterator[Finding]:
    if place.account.endpoint:
        yield warning(
            "endpoint",
            f"AWS_ENDPOINT_URL leads to {place.account.endpoint}: this is an emulator, not AWS",
            "unset AWS_ENDPOINT_URL to examine the real account",
        )
