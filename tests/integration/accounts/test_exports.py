"""A copy of what is held of a person: asked for, written, told by letter, fetched, and gone."""

import base64
import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from accounts.privacy import exporting, exports_table, gathering, keeping
from accounts.privacy.archive import Part
from accounts.privacy.exports_table import Export
from shopkit import aws, people, retention, table
from shopkit.settings import settings

from tests import lives
from tests.factories import fill_cart, make_offer, order, pay, sell, start_checkout
from tests.shop import EMAIL, Response, Shop
from tests.signed_in import Visitor, sign_in

DAY = 24 * 3600


def ask(shop: Shop, ada: Visitor) -> Response:
    return shop.post("/accounts/privacy/export", json={}, headers=ada.headers)


def read(shop: Shop, headers: dict[str, str]) -> Response:
    return shop.get("/accounts/privacy/export", headers=headers)


def fetched(shop: Shop, headers: dict[str, str], number: int = 1) -> dict[str, Any]:
    answer = shop.get(f"/accounts/privacy/export/files/{number}", headers=headers)
    assert answer.status == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(answer.json["content"]))) as archive:
        return {
            name.removesuffix(".json"): json.loads(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".json")
        }


def in_the_bucket() -> dict[str, bytes]:
    client, bucket = aws.client("s3"), str(settings().exports_bucket)
    found = client.list_objects_v2(Bucket=bucket).get("Contents", [])
    return {
        one["Key"]: client.get_object(Bucket=bucket, Key=one["Key"])["Body"].read() for one in found
    }


def link_token(shop: Shop, to: str = EMAIL) -> str:
    for mail in shop.mailbox.all():
        if mail.to == to and "#export=" in mail.text:
            return str(mail.text.split("#export=")[1].split()[0])
    raise AssertionError(f"no letter with a link to {to}")


@pytest.fixture
def ada(shop: Shop) -> Visitor:
    return sign_in(shop, EMAIL, name="Ada Byron")


def test_a_copy_holds_what_one_has_told_the_shop(shop: Shop, ada: Visitor) -> None:
    asked = ask(shop, ada)
    shop.settle()

    export = read(shop, ada.headers).json
    (file,) = export["files"]
    copy = fetched(shop, ada.headers)
    assert (asked.status, asked.json["state"]) == (202, "asked")
    assert (export["id"], export["state"]) == (asked.json["id"], "ready")
    assert file["name"] == f"local-{export['id']}-1.zip"
    assert (copy["account"][0]["email"], copy["account"][0]["name"]) == (EMAIL, "Ada Byron")


def test_a_copy_has_the_orders_that_were_bought_with_the_address_as_a_guest(
    shop: Shop, ada: Visitor
) -> None:
    sell(shop, make_offer("TEA-1", 450))
    bought = order(shop, ("TEA-1", 2))
    pay(shop, bought)
    ask(shop, ada)
    shop.settle()

    (held,) = fetched(shop, ada.headers)["orders"]

    assert (held["number"], held["status"]) == (bought.number, "paid")
    assert (held["email"], held["shipping_address"]["name"]) == (EMAIL, "Ada Byron")
    assert [payment["reference"] for payment in held["payments"]] != []
    assert "OrderPlaced" in [one["type"] for one in held["history"]]
    assert "private" not in held


def test_a_copy_tells_nothing_of_others(shop: Shop, ada: Visitor) -> None:
    sell(shop, make_offer("TEA-1", 450))
    cart_id, token = fill_cart(shop, ("TEA-1", 1))
    assert start_checkout(shop, cart_id, token, email="bob@example.com").status == 201
    sign_in(shop, "bob@example.com", name="Bob")
    ask(shop, ada)
    shop.settle()

    copy = fetched(shop, ada.headers)

    assert "bob" not in json.dumps(copy).lower()


def test_the_letters_link_opens_the_copy_without_signing_in(shop: Shop, ada: Visitor) -> None:
    ask(shop, ada)
    shop.settle()
    opened = {"X-Export-Token": link_token(shop)}

    copy = fetched(shop, opened)

    assert read(shop, opened).json["state"] == "ready"
    assert copy["account"][0]["email"] == EMAIL


@pytest.mark.parametrize("token", ["", "x" * 43, "no token at all"])
def test_another_token_opens_nothing(shop: Shop, ada: Visitor, token: str) -> None:
    ask(shop, ada)
    shop.settle()

    assert read(shop, {"X-Export-Token": token}).status == 404


def test_nobody_and_somebody_else_reads_no_copy(shop: Shop, ada: Visitor) -> None:
    ask(shop, ada)
    shop.settle()
    bob = sign_in(shop, "bob@example.com")

    assert read(shop, {}).status == 401
    assert read(shop, bob.headers).status == 404
    assert shop.get("/accounts/privacy/export/files/1", headers=bob.headers).status == 404


def test_files_are_sealed_where_they_lie(shop: Shop, ada: Visitor) -> None:
    ask(shop, ada)
    shop.settle()

    ((place, content),) = in_the_bucket().items()

    assert place == f"privacy/{read(shop, ada.headers).json['id']}/1"
    assert content.startswith(f"p1.{ada.account_id}.".encode())
    assert base64.b64decode(content.split(b".")[-1] + b"==", altchars=b"-_")[:2] != b"PK"


def test_one_copy_is_written_at_a_time(shop: Shop, ada: Visitor) -> None:
    ask(shop, ada)

    again = ask(shop, ada)

    assert (again.status, again.json["code"]) == (409, "export_under_way")


def test_another_copy_can_be_asked_for_a_day_later_and_takes_the_place_of_the_last(
    shop: Shop, ada: Visitor
) -> None:
    first = ask(shop, ada).json["id"]
    shop.settle()
    too_soon = ask(shop, ada)
    shop.advance(DAY)
    ada = sign_in(shop, EMAIL)

    second = ask(shop, ada).json["id"]
    shop.settle()

    assert (too_soon.status, too_soon.headers["Retry-After"]) == (429, str(DAY + 1))
    assert first != second
    assert list(in_the_bucket()) == [f"privacy/{second}/1"]


def test_a_copy_is_asked_for_by_who_has_just_shown_who_they_are(shop: Shop, ada: Visitor) -> None:
    shop.advance(11 * 60)

    refused = ask(shop, ada)

    assert (refused.status, refused.json["code"]) == (403, "reauthentication_needed")
    assert exports_table.read(ada.account_id) is None


def test_after_its_week_a_copy_is_gone_with_its_files(shop: Shop, ada: Visitor) -> None:
    ask(shop, ada)
    shop.settle()
    opened = {"X-Export-Token": link_token(shop)}
    shop.advance(retention.periods().exports * DAY)
    shop.settle()

    assert read(shop, opened).status == 404
    assert in_the_bucket() == {}
    assert exports_table.read(ada.account_id) is None


def test_a_copy_of_a_destroyed_key_opens_no_more(shop: Shop, ada: Visitor) -> None:
    ask(shop, ada)
    shop.settle()
    opened = {"X-Export-Token": link_token(shop)}

    table.transact(people.destroyed([ada.account_id]))

    answer = shop.get("/accounts/privacy/export/files/1", headers=opened)
    assert (answer.status, answer.json["code"]) == (404, "erased")


def test_what_the_queue_gave_up_the_schedule_writes(shop: Shop, ada: Visitor) -> None:
    ask(shop, ada)
    later = shop.now + exporting.QUEUE_TRIES

    taken = keeping.keep(later, still_time=lambda: True)

    export = exports_table.read(ada.account_id)
    assert export is not None
    assert (taken, export.state) == (1, exports_table.READY)


def test_a_copy_that_fails_is_put_off_and_holds_no_other_back(
    shop: Shop, ada: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = sign_in(shop, "bob@example.com")
    ask(shop, ada)
    ask(shop, bob)
    whole: Callable[[Export, datetime], list[Part]] = gathering.of

    def failing(export: Export, now: datetime) -> list[Part]:
        if export.subject == ada.account_id:
            raise RuntimeError("the bucket is away")
        return whole(export, now)

    monkeypatch.setattr(gathering, "of", failing)
    later = shop.now + exporting.QUEUE_TRIES

    taken = [keeping.keep(later, still_time=lambda: True) for _ in range(2)]

    states = [exports_table.read(one.account_id) for one in (ada, bob)]
    assert taken == [2, 0]
    assert [one.state if one else "" for one in states] == ["asked", "ready"]


def test_a_copy_holds_everything_that_a_person_has_left_here(shop: Shop) -> None:
    place = lives.InProcess(shop)
    sell(shop, make_offer("TEA-1", 450))
    browser, bought = lives.lived(place, lives.ZOE)

    shop.advance(DAY)
    lives.sign_in(browser, lives.ZOE)
    browser.done("POST", "/accounts/privacy/export", {})
    shop.settle()

    file = browser.done("GET", "/accounts/privacy/export/files/1")
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(file["content"]))) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    whole = {name: json.loads(text) for name, text in texts.items() if name.endswith(".json")}
    assert {
        word for word in lives.ZOE.words if not any(word in text for text in texts.values())
    } == set()
    assert {one.number for one in bought} <= {one["number"] for one in whole["orders.json"]}
    assert whole["consents.json"][0]["do_not_sell"]["given"] is True
    assert whole["wishlists.json"][0]["wishes"][0]["sku"] == "TEA-1"
    assert whole["sessions.json"][0]["device"] == "Firefox on Linux"
    assert [mail["kind"] for mail in whole["mails.json"]] != []
    assert whole["account.json"][0]["has_password"] is True
    assert "argon2" not in "".join(texts.values())


def test_a_copy_that_is_written_while_its_owner_is_erased_opens_for_nobody(
    shop: Shop, ada: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(shop, ada)
    whole: Callable[[Export, datetime], list[Part]] = gathering.of

    def meanwhile(export: Export, now: datetime) -> list[Part]:
        gathered = whole(export, now)
        table.transact(people.destroyed([ada.account_id]))
        return gathered

    monkeypatch.setattr(gathering, "of", meanwhile)
    shop.settle()

    assert people.keys_of([ada.account_id]) == {}
    for content in in_the_bucket().values():
        with pytest.raises(people.Erased):
            people.open_(content.decode(), "export")
