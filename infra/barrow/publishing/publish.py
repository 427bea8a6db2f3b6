"""Publishes everything: part after part, each a few seconds of the shop's own work.

Broken off, it is simply begun again: what stands already is compared, and not written twice.
"""

from dataclasses import dataclass
from typing import Any

from barrow.progress import Unwatched, Watcher
from barrow.shop_client import ShopClient

_PUBLICATIONS = "/api/catalog/admin/site/publications"


@dataclass(frozen=True)
class Published:
    """Files that were written and removed; what stood as it should is not counted."""

    written: int
    removed: int


def is_current(client: ShopClient) -> bool:
    """Whether what stands was published by the code, templates and settings of this shop."""
    return bool(client.get(_PUBLICATIONS, staff=True).json["is_current"])


def publish_all(client: ShopClient, watcher: Watcher | None = None) -> Published:
    """Raises ShopError; what was published until then stays."""
    watcher = watcher or Unwatched()
    written = removed = done = total = 0
    body: dict[str, Any] = {}
    while True:
        part = client.post(_PUBLICATIONS, body, staff=True).json
        written += part["written"]
        removed += part["removed"]
        if part["total"] != total:
            # products come and go while it runs
            total = part["total"]
            watcher.expect("pages", total)
            watcher.step(done)
        watcher.step(part["done"] - done)
        done = part["done"]
        if part["cursor"] is None:
            return Published(written, removed)
        body = {"cursor": part["cursor"]}
