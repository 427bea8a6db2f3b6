"""Sending a picture when the shop does not simply take it."""

from typing import Any

import pytest
from barrow.loading import pictures
from barrow.loading.pictures import NotJudged, NotSent, Outcome
from barrow.shop_client import Refusal, Reply, ShopClient


class FakeShop(ShopClient):
    """Answers each announcement with `announced`, and looks with `seen`, the last one for ever."""

    def __init__(self, announced: str | dict[str, Any], *seen: dict[str, Any]) -> None:
        super().__init__("http://127.0.0.1:1")
        self.announced = announced
        self.seen = list(seen)

    def post(self, path: str, body: Any = None, **_: Any) -> Reply:  # noqa: ARG002
        if isinstance(self.announced, str):
            raise Refusal("POST", path, 409, {"code": self.announced})
        return Reply(201, {}, {"upload": self.announced})

    def get(self, path: str, **_: Any) -> Reply:  # noqa: ARG002
        return Reply(200, {}, self.seen.pop(0) if len(self.seen) > 1 else self.seen[0])


WAITING, READY = {"status": "waiting"}, {"status": "ready", "detail": None}


def put(shop: FakeShop, naps: list[float] | None = None) -> Outcome:
    slept = [] if naps is None else naps
    return pictures.put(shop, "tea-1", "a.jpg", b"a photograph", sleep=slept.append)


def test_a_file_that_is_looked_at_already_is_waited_for() -> None:
    naps: list[float] = []

    outcome = put(FakeShop("picture_in_work", WAITING, WAITING, READY), naps)

    assert outcome == Outcome("tea-1", "ready")
    assert len(naps) == 2


def test_a_picture_that_is_there_is_not_sent() -> None:
    assert put(FakeShop("picture_exists", READY)) == Outcome("tea-1", "there")


def test_another_refusal_is_the_callers() -> None:
    with pytest.raises(Refusal) as refused:
        put(FakeShop("invalid", READY))

    assert refused.value.code == "invalid"


def test_a_picture_that_nobody_judges_is_given_up_on() -> None:
    with pytest.raises(NotJudged, match="tea-1"):
        put(FakeShop("picture_in_work", WAITING))


def test_an_address_where_nobody_listens_is_said() -> None:
    nowhere = {"url": "http://127.0.0.1:1/a?b", "method": "PUT", "headers": {}}

    with pytest.raises(NotSent, match="tea-1"):
        put(FakeShop(nowhere, WAITING))
