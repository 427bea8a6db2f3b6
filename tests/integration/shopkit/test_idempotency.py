"""Idempotency-Key, as the contract has it: one answer for one request, for a day."""

import json
import random
import zlib
from contextlib import suppress
from typing import Any

import pytest
from barrow.cloud.http_messages import Answer, Request
from shopkit import idempotency, marshal, table
from shopkit.errors import InFlight
from shopkit.idempotency import Remembered

from tests.integration.shopkit.corner import TABLE, Corner, broken, sold_out, too_many, unavailable
from tests.shop import Response

BODY = {"name": "Tea"}
DAY = 24 * 3600


def sell(corner: Corner, key: str | None = "k-1", body: Any = BODY, **headers: str) -> Response:
    sent = {"Idempotency-Key": key} if key is not None else {}
    answer: Response = corner.post("/corner/sales", json=body, headers=sent | headers)
    return answer


def is_replay(answer: Response) -> bool:
    return answer.headers.get("Idempotent-Replayed") == "true"


def test_the_same_key_and_body_have_one_answer(corner: Corner) -> None:
    first = sell(corner)

    again = [sell(corner) for _ in range(3)]

    assert not is_replay(first)
    assert all(is_replay(answer) for answer in again)
    assert {(answer.status, answer.text) for answer in [first, *again]} == {(201, first.text)}
    assert corner.doing.count == 1


def test_the_answer_comes_back_with_its_own_headers(corner: Corner) -> None:
    key = {"Idempotency-Key": "k-1"}

    answers = [corner.post("/corner/things/thg_1/sales", headers=key) for _ in range(2)]

    assert [answer.headers["X-Till"] for answer in answers] == ["3", "3"]
    assert answers[1].headers["Content-Type"] == "application/json"


def test_without_a_key_each_request_is_done(corner: Corner) -> None:
    answers = [sell(corner, None) for _ in range(2)]

    assert [answer.json["count"] for answer in answers] == [1, 2]
    assert not any(is_replay(answer) for answer in answers)


def test_the_same_key_with_another_body_is_refused(corner: Corner) -> None:
    sell(corner)

    answer = sell(corner, body={"name": "Coffee"})

    assert answer.status == 422
    assert answer.json["code"] == "idempotency_key_reused"
    assert corner.doing.count == 1


def test_a_request_in_flight_is_not_done_twice(corner: Corner) -> None:
    meanwhile: list[Response] = []
    corner.doing.next = lambda: meanwhile.append(sell(corner)) if not meanwhile else None

    first = sell(corner)

    assert [(answer.status, answer.json["code"]) for answer in meanwhile] == [(409, "in_flight")]
    assert first.status == 201
    assert corner.doing.count == 1
    assert is_replay(sell(corner))


@pytest.mark.parametrize(("failure", "status"), [(unavailable, 503), (broken, 500)])
def test_a_5xx_is_not_kept(corner: Corner, failure: Any, status: int) -> None:
    corner.doing.next = failure
    failed = sell(corner)
    corner.doing.next = None

    then = sell(corner)

    assert failed.status == status
    assert (then.status, is_replay(then)) == (201, False)
    assert corner.doing.count == 2


def test_a_refusal_is_an_answer_and_is_kept(corner: Corner) -> None:
    corner.doing.next = sold_out
    refused = sell(corner)
    corner.doing.next = None

    again = sell(corner)

    assert (refused.status, again.status) == (409, 409)
    assert is_replay(again)
    assert again.text == refused.text
    assert again.headers["Content-Type"] == "application/problem+json"
    assert corner.doing.count == 1


def test_being_told_to_slow_down_is_not_kept(corner: Corner) -> None:
    corner.doing.next = too_many
    refused = sell(corner)
    corner.doing.next = None

    then = sell(corner)

    assert (refused.status, refused.headers["Retry-After"]) == (429, "30")
    assert then.status == 201


def test_a_request_that_is_not_valid_leaves_its_key_free(corner: Corner) -> None:
    refused = sell(corner, body={"name": ""})

    then = sell(corner)

    assert (refused.status, then.status) == (422, 201)
    assert not is_replay(then)


def test_an_answer_is_kept_for_a_day_of_the_shops_time(corner: Corner) -> None:
    sell(corner)
    corner.advance(DAY - 60)
    before = sell(corner)
    corner.advance(120)

    after = sell(corner)

    assert is_replay(before)
    assert not is_replay(after)
    assert after.json["count"] == 2


def test_a_day_later_the_key_takes_another_body(corner: Corner) -> None:
    sell(corner)
    corner.advance(DAY + 60)

    answer = sell(corner, body={"name": "Coffee"})

    assert answer.status == 201


def test_a_key_belongs_to_its_route_and_to_what_it_names(corner: Corner) -> None:
    key = {"Idempotency-Key": "k-1"}

    answers = [
        sell(corner),
        corner.post("/corner/things/thg_1/sales", headers=key),
        corner.post("/corner/things/thg_2/sales", headers=key),
        corner.post("/corner/admin/sales", headers=key, staff=True),
    ]

    assert [answer.status for answer in answers] == [201] * 4
    assert not any(is_replay(answer) for answer in answers)


def test_two_strangers_with_one_key_do_not_meet(corner: Corner) -> None:
    mine = sell(corner, **{"X-Cart-Token": "mine"})

    others = sell(corner, body={"name": "Coffee"}, **{"X-Cart-Token": "another's"})

    assert [mine.status, others.status] == [201, 201]
    assert is_replay(sell(corner, **{"X-Cart-Token": "mine"}))


def sell_from(corner: Corner, address: str, name: str = "Tea", **headers: str) -> Response:
    """A sale that a browser at `address` asks for, nothing opened yet."""
    return answered(corner.shop.visit(sale(address, name, **headers)))


def sale(address: str, name: str = "Tea", **headers: str) -> Request:
    sent = {"Content-Type": "application/json", "Idempotency-Key": "k-1"} | headers
    body = json.dumps({"name": name}).encode()
    return Request("POST", "/api/corner/sales", "", sent, body, remote=address)


def answered(answer: Answer) -> Response:
    return Response(answer.status, dict(answer.headers), answer.body.decode())


def test_a_browser_that_was_given_a_cookie_meanwhile_is_the_same_one(corner: Corner) -> None:
    first = sell(corner)

    again = sell(corner, **{"Cookie": "cart=crt_1.secret"})

    assert is_replay(again)
    assert again.text == first.text
    assert corner.doing.count == 1


def test_two_strangers_at_two_addresses_with_one_key_do_not_meet(corner: Corner) -> None:
    mine = sell_from(corner, "203.0.113.7")

    others = sell_from(corner, "203.0.113.8", name="Coffee")

    assert [mine.status, others.status] == [201, 201]
    assert is_replay(sell_from(corner, "203.0.113.7"))
    assert is_replay(sell_from(corner, "203.0.113.8", name="Coffee"))


def test_two_browsers_at_one_address_with_one_key_do_not_meet(corner: Corner) -> None:
    answers = [
        sell_from(corner, "203.0.113.7", **{"User-Agent": agent}) for agent in ("Lynx", "Dillo")
    ]

    assert not any(is_replay(answer) for answer in answers)
    assert corner.doing.count == 2


@pytest.mark.parametrize("door", ["visit", "gateway"], ids=["by the edge", "past it"])
def test_an_address_that_is_only_claimed_opens_no_other_ones_answer(
    corner: Corner, door: str
) -> None:
    sell_from(corner, "203.0.113.7")

    claimed = [
        answered(getattr(corner.shop, door)(sale("203.0.113.8", **{"X-Forwarded-For": claim})))
        for claim in ("203.0.113.7", "203.0.113.7, 203.0.113.7")
    ]

    assert [is_replay(answer) for answer in claimed] == [False, True]
    assert claimed[0].json["count"] == 2


def test_a_token_does_not_pass_for_an_address(corner: Corner) -> None:
    sell_from(corner, "203.0.113.7", **{"User-Agent": "Lynx"})

    token = {"X-Cart-Token": "203.0.113.7", "X-Order-Token": "Lynx"}

    assert not is_replay(sell_from(corner, "203.0.113.8", **token))


@pytest.mark.parametrize("key", ["", "a" * 256, "a\tb", "a\x7f"])
def test_a_key_that_cannot_be_one_is_refused(corner: Corner, key: str) -> None:
    answer = sell(corner, key)

    assert answer.status == 422
    assert [error["pointer"] for error in answer.json["errors"]] == ["Idempotency-Key"]
    assert corner.doing.count == 0


@pytest.mark.parametrize("key", ["a", "a" * 255, "k 1", "k#1", "k\\n1"])
def test_any_other_key_is_taken(corner: Corner, key: str) -> None:
    assert sell(corner, key).status == 201
    assert is_replay(sell(corner, key))


class Died(BaseException):
    """The process ended here."""


def die() -> Remembered:
    raise Died


def answer_now() -> Remembered:
    return Remembered(201, {}, "{}", replayed=False)


@pytest.mark.usefixtures("corner")
def test_what_died_on_the_way_is_in_flight_until_its_time_is_over() -> None:
    with pytest.raises(Died):
        idempotency.once(TABLE, "POST /sales", "k-1", b"", 60_000, die)

    with pytest.raises(InFlight):
        idempotency.once(TABLE, "POST /sales", "k-1", b"", 60_000, answer_now)


@pytest.mark.usefixtures("corner")
def test_what_died_on_the_way_is_taken_over_once_its_time_is_over() -> None:
    with pytest.raises(Died):
        idempotency.once(TABLE, "POST /sales", "k-1", b"", -1, die)

    taken_over = idempotency.once(TABLE, "POST /sales", "k-1", b"", 60_000, answer_now)
    again = idempotency.once(TABLE, "POST /sales", "k-1", b"", 60_000, die)

    assert (taken_over.status, taken_over.replayed) == (201, False)
    assert (again.status, again.replayed) == (201, True)


@pytest.mark.parametrize("size", [20, 8_000, 9_000, 900_000])
def test_an_answer_of_any_size_is_kept_whole(corner: Corner, size: int) -> None:
    body = "茶 €" + "\n" * size

    for replayed in (False, True):
        kept = idempotency.once(
            TABLE, "POST /sales", "k-1", b"", 60_000,
            lambda: Remembered(201, {"X-Till": "3"}, body, replayed=False),
        )  # fmt: skip

        assert (kept.status, kept.headers, kept.replayed) == (201, {"X-Till": "3"}, replayed)
        assert kept.body == body


@pytest.mark.usefixtures("corner")
def test_the_answer_of_a_large_cart_fits_an_item() -> None:
    draw = random.Random(1)
    kanji = [chr(draw.randrange(0x4E00, 0x9FA0)) for _ in range(2_000)]
    lines = [
        {"id": f"lin_{draw.getrandbits(80):020X}", "title": "".join(draw.choices(kanji, k=200))}
        for _ in range(500)
    ]
    cart = Remembered(201, {}, json.dumps(lines), replayed=False)

    first = idempotency.once(TABLE, "POST /carts", "k-1", b"", 60_000, lambda: cart)
    again = idempotency.once(TABLE, "POST /carts", "k-1", b"", 60_000, die)

    assert len(cart.body) > 400 * 1024
    assert (again.body, again.replayed) == (first.body, True)


def test_a_record_holds_nothing_of_the_answer_in_clear(corner: Corner) -> None:
    for size in (1, 20_000):
        body = json.dumps({"name": "Ada Byron", "more": "-" * size})
        idempotency.once(
            TABLE, "POST /sales", f"k-{size}", b"", 60_000,
            lambda body=body: Remembered(  # type: ignore[misc]
                201, {"Set-Cookie": "session=open-sesame"}, body, replayed=False
            ),
        )  # fmt: skip

    for record in corner.engine.take_stream(TABLE):
        answer = marshal.load(record["dynamodb"]["NewImage"]).get("answer", b"")
        held = answer + _inflated(answer)
        assert b"Ada" not in held
        assert b"sesame" not in held


def _inflated(answer: bytes) -> bytes:
    """What zlib makes of it from any of its first bytes on."""
    found = b""
    for start in range(min(40, len(answer))):
        with suppress(zlib.error):
            found += zlib.decompress(answer[start:])
    return found


def test_a_record_in_clear_of_before_is_answered_with(corner: Corner) -> None:
    answer = json.dumps({"status": 201, "headers": {}, "body": '{"was":"kept"}'})
    for n, kept in enumerate((answer, zlib.compress(answer.encode()))):
        idempotency.once(TABLE, "POST /sales", f"k-{n}", b"", 60_000, answer_now)
        [place] = {
            record["dynamodb"]["Keys"]["pk"]["S"] for record in corner.engine.take_stream(TABLE)
        }
        corner.engine.done_stream(TABLE, 100)
        key = {"pk": place, "sk": "IDEMPOTENCY"}
        table.write(table.update(TABLE, key, "SET answer = :kept", {":kept": kept}))
        corner.engine.done_stream(TABLE, 100)

        again = idempotency.once(TABLE, "POST /sales", f"k-{n}", b"", 60_000, die)

        assert (again.body, again.replayed) == ('{"was":"kept"}', True)


def test_a_record_holds_no_key_and_goes_by_itself(corner: Corner) -> None:
    sell(corner, "my-secret-key", **{"X-Cart-Token": "my-token"})

    written = [record["dynamodb"]["NewImage"] for record in corner.engine.take_stream(TABLE)]

    assert written
    for image in written:
        assert "my-secret-key" not in str(image)
        assert "my-token" not in str(image)
        item = marshal.load(image)
        assert abs(item["expires_at"] - corner.now.timestamp() - DAY) <= 2
