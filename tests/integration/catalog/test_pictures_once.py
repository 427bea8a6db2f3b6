"""Uploads that come twice, late, half or to a function that dies: one picture, one fact."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from catalog.pictures import making, media, pictures_table, rendering
from shopkit import aws, table

from tests.picture_files import file_of, scene
from tests.pictures import BUCKET, PICTURES, announce, body, objects, put, read, send
from tests.shop import Shop

ONE = file_of(scene(700, 500))
OTHER = file_of(scene(500, 700))
AGAIN = {"filename": "b.jpg", "bytes": len(OTHER), "key": "tea-1"}


def facts(key: str = "tea-1") -> list[str]:
    """Types of the facts in the picture's history, oldest first."""
    found = table.query_all("barrow-local-catalog", f"PICTURE#{key}", begins="EVENT#")
    return [item["type"] for item in found]


def event(object_key: str) -> str:
    """What S3 tells of a new object (S3 guide, "Event message structure"), shortened."""
    of = {"bucket": {"name": BUCKET}, "object": {"key": object_key.replace(" ", "+"), "size": 9}}
    return json.dumps({"Records": [{"eventName": "ObjectCreated:Put", "s3": of}]})


def object_key(upload: dict[str, Any]) -> str:
    path: str = upload["url"].partition("?")[0].partition(f"/{BUCKET}/")[2]
    return path


def store(upload: dict[str, Any], data: bytes) -> str:
    """The object as S3 has it, before anybody looks at it; answers its key."""
    assert send(upload, data).status == 200
    return object_key(upload)


def test_the_same_message_twice_is_one_picture_and_one_fact(shop: Shop) -> None:
    key = store(announce(shop, ONE, key="tea-1")["upload"], ONE)

    making.make(event(key), shop.now)
    first = read(shop, "tea-1")
    making.make(event(key), shop.now)

    assert read(shop, "tea-1") == first
    assert facts() == ["PictureReady"]


def test_two_functions_with_the_same_message_end_alike(shop: Shop) -> None:
    announced = announce(shop, ONE, key="tea-1")
    key = store(announced["upload"], ONE)
    waiting = pictures_table.claim(*media.named(key), shop.now)
    assert waiting is not None

    making.make(event(key), shop.now)
    also_made = pictures_table.ready(waiting, rendering.render(ONE, "a.jpg"), shop.now)

    assert also_made is False
    assert facts() == ["PictureReady"]


class Died(Exception):
    pass


#: Claim, fetch, seven renditions, the conclusion, the removal.
CALLS = 11


@pytest.mark.parametrize("call", range(1, CALLS + 1))
def test_a_function_that_dies_on_any_call_is_made_good_by_the_next(shop: Shop, call: int) -> None:
    key = store(announce(shop, ONE, key="tea-1")["upload"], ONE)
    with dying_on(call), pytest.raises(Died):
        making.make(event(key), shop.now)

    with dying_on(CALLS + 1):
        making.make(event(key), shop.now)

    assert read(shop, "tea-1")["status"] == "ready"
    assert facts() == ["PictureReady"]
    assert {name for name in objects() if name.startswith("uploads/")} == set()
    assert len(objects("media/")) == 7


@contextmanager
def dying_on(number: int) -> Iterator[None]:
    """The AWS call of this number, from 1, is not made."""
    calls = count(1)

    def called(**_: Any) -> None:
        if next(calls) == number:
            raise Died

    hooks = [aws.client(service).meta.events for service in ("dynamodb", "s3")]
    for events in hooks:
        events.register("before-call", called)
    try:
        yield
    finally:
        for events in hooks:
            events.unregister("before-call", called)


def test_a_file_sent_to_an_address_that_has_taken_one_is_refused(shop: Shop) -> None:
    upload = announce(shop, ONE, key="tea-1")["upload"]
    store(upload, ONE)

    assert send(upload, ONE).status == 412


def test_a_file_sent_after_its_picture_is_ready_is_thrown_away(shop: Shop) -> None:
    upload = announce(shop, ONE, key="tea-1")["upload"]
    store(upload, ONE)
    shop.settle()
    before = body("media/tea-1")

    store(upload, ONE)
    shop.settle()

    assert objects("uploads/") == set()
    assert body("media/tea-1") == before
    assert facts() == ["PictureReady"]


def test_an_upload_that_another_took_the_place_of_counts_no_more(shop: Shop) -> None:
    old = announce(shop, ONE, key="tea-1")["upload"]
    new = announce(shop, OTHER, key="tea-1")["upload"]
    store(old, ONE)
    shop.settle()
    waiting = read(shop, "tea-1")
    store(new, OTHER)
    shop.settle()

    ready = read(shop, "tea-1")

    assert waiting["status"] == "waiting"
    assert (ready["status"], ready["width"], ready["height"]) == ("ready", 500, 700)
    assert objects("uploads/") == set()


def test_nothing_takes_the_place_of_an_upload_in_work(shop: Shop) -> None:
    upload = announce(shop, ONE, key="tea-1")["upload"]
    pictures_table.claim(*media.named(object_key(upload)), shop.now)

    at_once = shop.post(PICTURES, json=AGAIN, staff=True)
    shop.advance(timedelta(minutes=16).total_seconds())
    later = shop.post(PICTURES, json=AGAIN, staff=True)

    assert (at_once.status, at_once.json["code"]) == (409, "picture_in_work")
    assert later.status == 201


def test_an_upload_nobody_announced_is_thrown_away(shop: Shop) -> None:
    aws.client("s3").put_object(Bucket=BUCKET, Key="uploads/tea-1/upl_unknown", Body=ONE)

    shop.settle()

    assert objects() == set()
    assert shop.settle()["dead_letters"] == 0


def test_an_object_that_is_gone_leaves_its_picture_waiting(shop: Shop) -> None:
    upload = announce(shop, ONE, key="tea-1")["upload"]

    making.make(event(object_key(upload)), shop.now)

    assert read(shop, "tea-1")["status"] == "waiting"


def test_an_object_that_is_too_large_is_refused_unread(shop: Shop) -> None:
    upload = announce(shop, ONE, key="tea-1")["upload"]
    large = bytes(20 * 2**20 + 1)
    aws.client("s3").put_object(Bucket=BUCKET, Key=object_key(upload), Body=large)

    shop.settle()

    assert read(shop, "tea-1")["reason"] == "too_many_bytes"
    assert objects() == set()


def test_the_message_by_which_s3_tries_the_queue_is_none(shop: Shop) -> None:
    test = json.dumps({"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": BUCKET})

    making.make(test, shop.now)

    assert objects() == set()


def test_a_picture_that_nobody_sends_is_forgotten_and_a_ready_one_never(shop: Shop) -> None:
    announce(shop, ONE, key="never-sent")
    put(shop, ONE, key="tea-1")
    put(shop, b"no picture", key="tea-2")

    shop.advance(8 * 24 * 3600)
    shop.settle()
    after_a_week = {key: _status(shop, key) for key in ("never-sent", "tea-1", "tea-2")}
    shop.advance(30 * 24 * 3600)
    shop.settle()

    assert after_a_week == {"never-sent": 404, "tea-1": 200, "tea-2": 200}
    assert (_status(shop, "tea-1"), _status(shop, "tea-2")) == (200, 404)


def _status(shop: Shop, key: str) -> int:
    return shop.get(f"{PICTURES}/{key}", staff=True).status
