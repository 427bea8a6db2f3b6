from html.parser import HTMLParser

import pytest

from tests.stripe_in_process import Till, call, filled_in, line

THANKS = "https://shop.example/thanks?s="


class Reader(HTMLParser):
    """The elements, attributes and text of a page; complains about elements left open."""

    VOID = {"meta", "input", "br"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def fields(self) -> dict[str, dict[str, str | None]]:
        return {str(each["name"]): each for tag, each in self.elements if tag == "input"}


def test_the_page_shows_what_is_to_be_paid_and_takes_a_card() -> None:
    till = Till()
    session = till.session(customer_email=None)

    page = till.page(session.id)

    read = Reader(page.text)
    assert page.status == 200
    assert set(read.fields()) == {"email", "number", "expiry", "cvc", "name"}
    for text in ("£29.50", "Trowel", "3 × £8.50", "£25.50", "Twine", "£4.00", "Pay £29.50"):
        assert text in read.text
    assert ("a", {"href": "https://shop.example/basket"}) in read.elements


def test_the_page_needs_no_script_and_nothing_from_elsewhere() -> None:
    till = Till()

    page = till.page(till.session().id)

    names = {tag for tag, _ in Reader(page.text).elements}
    sources = {name for _, each in Reader(page.text).elements for name in each}
    assert names & {"script", "link", "img", "iframe"} == set()
    assert sources & {"src", "onclick", "action"} == set()
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_what_the_shop_and_the_buyer_wrote_is_only_text() -> None:
    till = Till()
    evil = '<script>alert("1")</script>&"\''
    session = till.session(
        line_items=[line(500, 1, evil)],
        cancel_url='https://shop.example/?"><script>',
        customer_email=None,
    )

    shown = till.page(session.id)
    declined = till.submit(session.id, **filled_in(name=evil, number=evil, email=evil))

    assert evil in Reader(shown.text).text
    assert "<script" not in shown.text + declined.text
    assert Reader(declined.text).fields()["name"]["value"] == evil


def test_a_good_card_leads_back_to_the_shop() -> None:
    till = Till()
    session = till.session()

    answer = till.submit(session.id, **filled_in())

    assert (answer.status, answer.headers["Location"]) == (303, THANKS + session.id)
    assert till.stand_in.charges_total("gbp") == 2950
    details = till.client.v1.checkout.sessions.retrieve(session.id).customer_details
    assert details is not None
    assert (details.name, details.email) == ("Ada Byron", "ada@example.com")


def test_a_form_sent_twice_pays_once() -> None:
    till = Till()
    session = till.session()

    answers = [till.submit(session.id, **filled_in()) for _ in range(2)]

    assert [each.headers["Location"] for each in answers] == [THANKS + session.id] * 2
    assert till.stand_in.charges_total("gbp") == 2950
    assert "This is paid" in Reader(till.page(session.id).text).text


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"number": "4000 0000 0000 0002"}, "Your card was declined."),
        ({"number": "4000-0000-0000-9995"}, "Your card has insufficient funds."),
        ({"number": "4242 4242 4242 4241"}, "Your card number is incorrect."),
        ({"number": ""}, "Your card number is incorrect."),
        ({"expiry": "13/34"}, "Your card's expiration month is invalid."),
        ({"expiry": ""}, "Your card's expiration month is invalid."),
        ({"expiry": "12"}, "Your card's expiration year is invalid."),
        ({"expiry": "02/27"}, "Your card's expiration year is invalid."),
        ({"expiry": "12/95"}, "Your card's expiration year is invalid."),
        ({"cvc": "99"}, "Your card's security code is invalid."),
        ({"cvc": "1234"}, "Your card's security code is invalid."),
        ({"number": "378282246310005"}, "Your card's security code is invalid."),
        ({"number": "4111111111111111"}, "Your request was in test mode"),
    ],
)
def test_what_went_wrong_is_said_in_place_and_can_be_mended(
    typed: dict[str, str], message: str
) -> None:
    till = Till()
    session = till.session()

    answer = till.submit(session.id, **filled_in(**typed))
    mended = till.submit(session.id, **filled_in())

    read = Reader(answer.text)
    assert (answer.status, message in read.text) == (402, True)
    assert ("p", {"role": "alert"}) in read.elements
    assert read.fields()["name"]["value"] == "Ada Byron"
    assert "value" not in read.fields()["cvc"]
    assert mended.status == 303
    assert till.stand_in.charges_total("gbp") == 2950


@pytest.mark.parametrize("expiry", ["03/27", "3 / 27", "12/2077"])
def test_a_card_is_good_from_this_month_on(expiry: str) -> None:
    till = Till()

    assert till.submit(till.session().id, **filled_in(expiry=expiry)).status == 303


def test_a_challenge_is_shown_until_it_is_answered() -> None:
    till = Till()
    session = till.session()

    sent = till.submit(session.id, **filled_in("4000002760003184"))
    shown = Reader(till.page(session.id).text)
    completed = till.submit(session.id, challenge="complete")

    assert (sent.status, sent.headers["Location"]) == (303, session.id)
    buttons = [each for tag, each in shown.elements if tag == "button"]
    assert [(each["name"], each["value"]) for each in buttons] == [
        ("challenge", "complete"),
        ("challenge", "fail"),
    ]
    assert completed.headers["Location"] == THANKS + session.id
    assert till.stand_in.charges_total("gbp") == 2950


def test_a_challenge_that_fails_gives_the_form_back() -> None:
    till = Till()
    session = till.session()
    till.submit(session.id, **filled_in("4000002760003184"))

    failed = till.submit(session.id, challenge="fail")
    again = till.submit(session.id, challenge="complete")

    assert (failed.status, "unable to authenticate" in failed.text) == (402, True)
    assert (again.status, "no payment waiting" in again.text) == (402, True)
    assert till.stand_in.charges_total("gbp") == 0


def test_an_expired_session_says_so_and_takes_nothing() -> None:
    till = Till()
    session = till.session()
    till.client.v1.checkout.sessions.expire(session.id)

    shown = Reader(till.page(session.id).text)
    sent = till.submit(session.id, **filled_in())

    assert "This page has expired" in shown.text
    assert ("a", {"href": "https://shop.example/basket"}) in shown.elements
    assert sent.status == 410
    assert till.stand_in.charges_total("gbp") == 0


def test_the_shops_e_mail_address_wins() -> None:
    till = Till()
    session = till.session()

    till.submit(session.id, **filled_in(email="eve@example.com"))

    charge = till.client.v1.charges.list().data[0]
    assert charge.billing_details.email == "ada@example.com"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_payment_is_not_found(method: str) -> None:
    answer = call(Till().stand_in.pages, method, "/pay/cs_test_nobody")

    assert (answer.status, "No such payment" in Reader(answer.text).text) == (404, True)


def test_other_methods_are_not_for_pages() -> None:
    till = Till()
    path = f"/pay/{till.session().id}"

    assert call(till.stand_in.pages, "DELETE", path).status == 405
    assert call(till.stand_in.pages, "HEAD", path).body == b""


def test_each_state_of_the_page_is_whole_html() -> None:
    till = Till()
    open_, paid = till.session(), till.paid()

    for id_ in (open_.id, paid.id, "nobody"):
        text = till.page(id_).text
        assert text.startswith("<!doctype html>")
        assert "$" not in Reader(text).text
