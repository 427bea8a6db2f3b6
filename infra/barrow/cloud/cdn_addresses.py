"""Which object an address is: the function PageAddresses of infra/edge.yaml, in Python.

A test runs the same cases through both.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MovesTo:
    """The address is written otherwise; `location` has the query in it."""

    location: str


_SLASHES = re.compile(r"^[/\\]+")


def page_address(path: str, query: str = "") -> str | MovesTo:
    """The path of the object, or where a path without its slash at the end moves to."""
    last = path.rpartition("/")[2]
    if not last:
        return f"{path}index.html"
    if "." in last:
        return path
    # one slash at the front: after two of them a browser reads the name of a host
    there = _SLASHES.sub("/", path) + "/"
    return MovesTo(f"{there}?{query}" if query else there)
