"""After an erasure none of the person's strings is left anywhere, and the shop goes on.

Searched are all tables (indexes hold nothing that they do not), buckets, queues with their dead
letters, what the streams have not handed over yet, log lines, the mailbox, the stand-in's payments,
and the files of a shop that runs on this machine: by every writing that tests/traces.py knows.
"""

import logging
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from barrow import run
from barrow.cloud.http_messages import Request
from barrow.cloud.local import LocalCloud
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.moto_engine import MotoEngine
from checkout import orders, orders_table
from shopkit import aws, marshal, observability, offers, table

from tests import factories, lives
from tests.books import assert_books_balance
from tests.lives import ZOE, Browser, Got, InProcess, Ordered, Someone
from tests.shop import Shop, open_shop
from tests.traces import Traces

ENGINES = {"moto": MotoEngine, "ministack": MiniStackEngine}


@pytest.fixture(params=sorted(ENGINES))
def place(request: pytest.FixtureRequest) -> Iterator[InProcess]:
    with open_shop(ENGINES[request.param]()) as shop:
        factories.sell(shop, factories.make_offer("TEA-1", 450), units=100)
        shop.settle()
        yield InProcess(shop)


@contextmanager
def logged() -> Iterator[StringIO]:
    """Every line that the functions log inside, down to the last detail, as they write it."""
    written = StringIO()
    shops = observability.logger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(shops.handlers[0].formatter)
    # Powertools' logger is one of the standard library's, by the name of its service
    loggers = [logging.getLogger(), logging.getLogger(shops.name)]
    level = loggers[1].level
    for one in loggers:
        one.addHandler(handler)
    loggers[1].setLevel(logging.DEBUG)
    try:
        yield written
    finally:
        loggers[1].setLevel(level)
        for one in loggers:
            one.removeHandler(handler)


def in_tables(traces: Traces) -> dict[str, set[str]]:
    client = aws.client("dynamodb")
    found: dict[str, set[str]] = {}
    for name in client.list_tables()["TableNames"]:
        start: dict[str, Any] = {}
        while True:
            page = client.scan(TableName=name, **start)
            for item in map(marshal.load, page["Items"]):
                if words := traces.in_value(item):
                    found[f"{name} {item['pk']} {item['sk']}"] = words
            if "LastEvaluatedKey" not in page:
                break
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
    return found


def in_buckets(traces: Traces) -> dict[str, set[str]]:
    client = aws.client("s3")
    found: dict[str, set[str]] = {}
    for bucket in [one["Name"] for one in client.list_buckets()["Buckets"]]:
        for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
            for one in page.get("Contents", []):
                stored = client.get_object(Bucket=bucket, Key=one["Key"])
                words = traces.within(stored["Body"].read()) | traces.in_value(
                    [one["Key"], stored["Metadata"]]
                )
                if words:
                    found[f"{bucket}/{one['Key']}"] = words
    return found


def in_queues(traces: Traces) -> dict[str, set[str]]:
    client = aws.client("sqs")
    found: dict[str, set[str]] = {}
    for url in client.list_queues().get("QueueUrls", []):
        received = client.receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0, WaitTimeSeconds=0
        )
        for message in received.get("Messages", []):
            if words := traces.within(message["Body"]):
                found[url] = words
    return found


def in_streams(shop: Shop, traces: Traces) -> dict[str, set[str]]:
    """What no relay has taken yet."""
    return {
        name: words
        for name in shop.engine.stream_tables()
        if (words := traces.in_value(shop.engine.take_stream(name)))
    }


def around(shop: Shop, traces: Traces) -> dict[str, set[str]]:
    """What stands beside the shop: the mailbox, the stand-in's rows, the page of facts."""
    looked_at: dict[str, Any] = {
        "mailbox": [mail.raw for mail in shop.engine.mails()],
        "mailbox as read": [mail.as_json() for mail in shop.mailbox.all()],
        "stripe": vars(shop.stripe_store),
        "facts": shop.facts.latest(),
    }
    return {name: words for name, value in looked_at.items() if (words := traces.in_value(value))}


def everywhere(shop: Shop, who: Someone) -> dict[str, set[str]]:
    traces = Traces(who.words)
    return (
        in_tables(traces) | in_buckets(traces) | in_queues(traces) | in_streams(shop, traces)
        | around(shop, traces)
    )  # fmt: skip


def on_its_way(one: Ordered) -> None:
    """As fulfilment leaves an order: what is sent cannot be called off."""
    before = orders_table.read(one.id)
    assert before is not None
    sent = replace(before, status=orders.SHIPPED, fulfilment_status="fulfilled")
    orders_table.save(sent, before)


def test_the_search_finds_what_is_there_before_the_erasure(place: InProcess) -> None:
    lives.lived(place, ZOE)
    cart = {"pk": "CART#forgotten", "sk": "NOTE", "note": f"for {ZOE.name}"}
    aws.client("dynamodb").put_item(TableName="barrow-local-cart", Item=marshal.dump(cart))

    found = everywhere(place.shop, ZOE)

    assert found.pop("barrow-local-cart CART#forgotten NOTE") == {ZOE.name}
    assert {"mailbox as read", "stripe"} <= set(found)


def test_while_a_person_lives_here_nothing_of_theirs_stands_in_clear_in_a_table_bucket_or_queue(
    place: InProcess,
) -> None:
    with logged() as lines:
        lives.lived(place, ZOE)

    traces = Traces(ZOE.words)
    assert in_tables(traces) | in_buckets(traces) | in_queues(traces) == {}
    assert traces.within(lines.getvalue()) == set()


def test_after_an_erasure_no_string_of_the_person_is_anywhere(place: InProcess) -> None:
    with logged() as lines:
        browser, bought = lives.lived(place, ZOE)
        on_its_way(bought[1])
        lives.erased(browser)

    assert everywhere(place.shop, ZOE) == {}
    assert Traces(ZOE.words).within(lines.getvalue()) == set()
    assert lines.getvalue().count("\n") > 100
    assert place.shop.queues.dead_letter_count() == 0


def test_after_an_erasure_by_letter_the_audit_knows_who_did_it_and_not_whom_it_was_about(
    place: InProcess,
) -> None:
    with logged() as lines:
        lives.lived(place, ZOE)
        lives.erased_by_letter(place, ZOE)

    audit = lives.staff(place, "GET", "/accounts/admin/audit").text
    assert "/accounts/admin/privacy/erasures" in audit
    assert everywhere(place.shop, ZOE) == {}
    assert Traces(ZOE.words).within(lines.getvalue() + audit) == set()


def test_after_an_erasure_the_books_balance_and_staff_go_on_with_the_orders(
    place: InProcess,
) -> None:
    browser, bought = lives.lived(place, ZOE)
    kept = bought[1]
    on_its_way(kept)
    lives.erased(browser)

    listed = lives.staff(place, "GET", "/checkout/admin/orders?status=cancelled").json["data"]
    whole = lives.staff(place, "GET", f"/checkout/admin/orders/{kept.id}").json
    refunded = lives.staff(
        place, "POST", f"/checkout/admin/orders/{kept.id}/refunds", {"amount": 100},
        idempotency_key="later",
    )  # fmt: skip
    place.settle()

    assert {bought[0].id, bought[2].id} <= {one["id"] for one in listed}
    assert {one["email"] for one in listed} == {None}
    assert (whole["number"], whole["email"], whole["country"]) == (kept.number, None, "GB")
    assert refunded.status == 201, refunded.text
    assert_books_balance(place.shop, {"TEA-1": 100})


def test_somebody_elses_things_stay_as_they_are(place: InProcess) -> None:
    other = replace(ZOE, email="bob@example.com", name="Robert Bobson", wish="Bob’s own list")
    bob, (first, *_) = lives.lived(place, other)
    browser = lives.lived(place, ZOE)[0]

    lives.erased(browser)

    assert other.email in bob.ask("GET", "/accounts/me").text
    seen = lives.staff(place, "GET", f"/checkout/admin/orders/{first.id}").json
    assert (seen["email"], seen["status"]) == (other.email, "paid")
    assert [one["name"] for one in bob.done("GET", "/cart/wishlists")["data"]] == [other.wish]


def test_who_was_erased_can_come_back_and_is_a_stranger(place: InProcess) -> None:
    browser = lives.lived(place, ZOE)[0]
    lives.erased(browser)

    again = Browser(place)
    lives.sign_up(again, ZOE)
    made = lives.order(again, ZOE)

    assert [one["id"] for one in again.done("GET", "/checkout/orders")["data"]] == [made.id]
    assert again.done("GET", "/cart/wishlists")["data"] == []


@dataclass
class OnThisMachine:
    """A shop as `barrow run` opens it, with its state in files, as a place."""

    cloud: LocalCloud

    @property
    def site(self) -> str:
        return self.cloud.site_url

    @property
    def staff_key(self) -> str:
        return self.cloud.staff_key

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Got:
        bare, _, query = f"/api{path}".partition("?")
        answer = self.cloud.gateway(Request(method, bare, query, dict(headers), body))
        cookies = [value for name, value in answer.headers if name.lower() == "set-cookie"]
        return Got(answer.status, cookies, answer.body.decode())

    def pay(self, session_id: str, card: str) -> None:
        self.cloud.stripe.pay(session_id, card)

    def settle(self) -> None:
        self.cloud.settle()

    def advance(self, seconds: float) -> None:
        self.cloud.clock.advance(seconds)

    def letters(self) -> list[tuple[str, str]]:
        return [(mail.to, mail.text) for mail in self.cloud.mailbox.all()]


def in_files(state: Path, traces: Traces) -> dict[str, set[str]]:
    """In the files' own bytes, deleted rows too, and in what rows of databases unpack to."""
    found: dict[str, set[str]] = {}
    for file in sorted(path for path in state.rglob("*") if path.is_file()):
        data = file.read_bytes()
        words = traces.within(data)
        if data.startswith(b"SQLite format 3"):
            words |= in_rows(file, traces)
        if words:
            found[file.name] = words
    return found


def in_rows(file: Path, traces: Traces) -> set[str]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        names = [
            name
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {
            word
            for name in names
            for row in database.execute(f"SELECT * FROM {name}")
            for word in traces.in_value(row)
        }


def test_after_an_erasure_no_file_of_a_shop_on_this_machine_holds_a_string_of_the_person(
    tmp_path: Path,
) -> None:
    traces = Traces(ZOE.words)

    with run.opened(tmp_path, 0, storefront=False) as cloud:
        place = OnThisMachine(cloud)
        table.write(
            table.put("barrow-local-catalog", offers.to_item(factories.make_offer("TEA-1", 450)))
        )
        lives.stock(place)
        browser, _ = lives.lived(place, ZOE)
        cloud.checkpoint()
        before = in_files(tmp_path, traces)
        lives.erased(browser)
        cloud.checkpoint()
        as_killed = in_files(tmp_path, traces)

    assert before != {}
    assert as_killed == {}
    assert in_files(tmp_path, traces) == {}
