"""The operator's client, whose shop is one of this process."""

from dataclasses import dataclass
from typing import Any

from barrow.shop_client import Answer, ShopClient

from tests.shop import STAFF_KEY, Shop


@dataclass(frozen=True)
class Answered:
    status: int
    headers: tuple[tuple[str, str], ...]

    def getheaders(self) -> list[tuple[str, str]]:
        return list(self.headers)


class ShopOnTheLine(ShopClient):
    """Every request goes straight through the gateway of `shop`."""

    def __init__(self, shop: Shop, staff_key: str = STAFF_KEY) -> None:
        super().__init__("http://shop.invalid", staff_key)
        self._shop = shop

    def _exchange(
        self, method: str, path: str, payload: bytes | None, sent: dict[str, str], **_: Any
    ) -> tuple[Answer, bytes]:
        below = path.removeprefix("/api")
        answer = self._shop.request(method, below, body=payload, headers=sent)
        return Answered(answer.status, tuple(answer.headers.items())), answer.text.encode()
