"""The shop's clock follows the log's time, forward only."""

from datetime import datetime, timedelta

from barrow.failures import Failure
from barrow.shop_client import ShopClient

#: The clock is moved when the log is so far ahead, and at each new day. Every move makes the shop
#: look after its unpaid orders and its books, which costs time.
STEP = timedelta(hours=1)


class ShopIsLater(Failure):
    """The shop's clock is past the beginning of the log."""


def now(client: ShopClient) -> datetime:
    return datetime.fromisoformat(client.get("/dev/clock").json["now"])


class LogTime:
    """`due` says whether to move the clock, `move` does it; nothing may be under way then."""

    def __init__(self, client: ShopClient, shop_now: datetime) -> None:
        self._client = client
        self._moved_to = shop_now

    def due(self, at: datetime) -> bool:
        return at - self._moved_to >= STEP or at.date() > self._moved_to.date()

    def move(self, at: datetime) -> None:
        """To `at`, or not at all when the shop is there already. Raises ShopError."""
        shop_now = now(self._client)
        if at > shop_now:
            body = {"advance_seconds": (at - shop_now).total_seconds()}
            shop_now = datetime.fromisoformat(self._client.post("/dev/clock", body).json["now"])
        self._moved_to = max(at, shop_now)


def check_beginning(shop_now: datetime, first: datetime) -> None:
    """Raises ShopIsLater when the log begins before the shop's time."""
    if shop_now > first:
        begin = first.replace(minute=0)
        raise ShopIsLater(
            f"the shop's clock is at {shop_now:%Y-%m-%d %H:%M}, after the log's first invoice of"
            f" {first:%Y-%m-%d %H:%M}: start a new shop with"
            f" barrow run --state NEW --no-sample --clock {begin:%Y-%m-%dT%H:%M:%S}"
        )
