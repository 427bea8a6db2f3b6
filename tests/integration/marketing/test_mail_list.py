"""The list of mails that staff see."""

from marketing import sending

from tests.integration.marketing.sealed_facts import order_placed, order_refunded
from tests.shop import Shop


def test_mails_are_listed_newest_first_page_by_page(shop: Shop) -> None:
    for i in range(3):
        sending.write_about(order_placed(order_id=f"ord_{i}"), shop.now)
        shop.advance(60)
    sending.record_about(order_refunded(), shop.now)

    first = shop.get("/marketing/admin/mails?limit=3", staff=True).json
    rest = shop.get(
        f"/marketing/admin/mails?limit=3&cursor={first['next_cursor']}", staff=True
    ).json

    listed = [(mail["kind"], mail["about"], mail["state"]) for mail in first["data"]]
    assert listed == [
        ("refund", "ref_1", "sending"),
        ("order_confirmation", "ord_2", "sent"),
        ("order_confirmation", "ord_1", "sent"),
    ]
    assert first["has_more"] is True
    assert [mail["about"] for mail in rest["data"]] == ["ord_0"]
    assert rest["data"][0]["created_at"] == "2026-03-02T09:00:00Z"
    assert rest["data"][0]["sent_at"] == "2026-03-02T09:00:00Z"
    assert rest["has_more"] is False


def test_the_list_tells_nothing_of_its_readers(shop: Shop) -> None:
    sending.record_about(order_placed(), shop.now)
    sending.write_about(order_refunded(), shop.now)

    answer = shop.get("/marketing/admin/mails", staff=True)

    assert len(answer.json["data"]) == 2
    assert "ada" not in answer.text.lower()
    assert "example" not in answer.text


def test_a_cursor_that_was_not_given_is_refused(shop: Shop) -> None:
    answer = shop.get("/marketing/admin/mails?cursor=AAAA", staff=True)

    assert answer.status == 422
    assert answer.json["errors"][0]["code"] == "invalid_cursor"


def test_only_staff_see_the_list(shop: Shop) -> None:
    answer = shop.get("/marketing/admin/mails")

    assert answer.status == 401
    assert "data" not in answer.json


def test_health_answers(shop: Shop) -> None:
    assert shop.get("/marketing/health").json["status"] == "ok"
