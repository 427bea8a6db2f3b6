"""What letters about orders say, and how they look as text and as HTML."""

import pytest
from marketing import letters
from shopkit.events import OrderExpired

from tests.unit.marketing.facts import NOW, make_line, make_reader, order_placed, order_refunded
from tests.unit.marketing.rendered import SHOP, render, write

NASTY = '"><script>alert(1)</script>&amp;'


CONFIRMED = [
    "Thank you, Ada",
    "K7-4XQ-9MD",
    "Tea, 100 g",
    "2 × £4.50",
    "£9.00",
    "Subtotal",
    "Delivery (Standard)",
    "£3.95",
    "VAT included in the total",
    "£2.16",
    "£12.95",
    "Ada Byron",
    "12 Cross Street",
    "Whitby YO21 1AA",
    "See your order",
    SHOP.name,
]


@pytest.mark.parametrize("phrase", CONFIRMED)
def test_a_confirmation_says_the_same_as_text_and_as_html(phrase: str) -> None:
    html, text = render(order_placed())

    assert phrase in html
    assert phrase in text


def test_a_confirmation_links_to_the_order_and_to_nobody_else() -> None:
    html, text = render(order_placed())

    assert html.links == ["https://shop.example/order/?id=ord_1&token=abc"]
    assert "https://shop.example/order/?id=ord_1&token=abc" in text.splitlines()


def test_who_ticked_for_letters_can_take_it_back_from_the_confirmation() -> None:
    url = "https://shop.example/api/accounts/unsubscribe/abc"
    reader = make_reader(take_back_url=url)

    html, text = render(order_placed(marketing=True), reader)

    for seen in (html, text):
        assert "You ticked that we may write to you about what is new and what is reduced" in seen
    assert html.links == ["https://shop.example/order/?id=ord_1&token=abc", url]
    assert url in text.splitlines()
    assert write(order_placed(marketing=True), reader).stop_url is None, "it advertises nothing"


def test_who_did_not_tick_reads_nothing_of_letters() -> None:
    html, text = render(order_placed())

    assert "ticked" not in html
    assert "ticked" not in text


def test_a_letter_tells_its_language_and_begins_with_a_preheader() -> None:
    html, _ = render(order_placed())

    assert html.attributes["html"]["lang"] == "en-GB"
    assert html.attributes["html"]["dir"] == "ltr"
    assert "We have your order K7-4XQ-9MD, and your payment of £12.95." in html
    assert "h1" in html.tags


def test_the_subject_names_the_order() -> None:
    letter = write(order_placed())

    assert letter.subject == "Your order K7-4XQ-9MD at Barrow & Daughters"
    assert letter.to == "ada@example.com"
    assert (letter.kind, letter.about) == letters.about(order_placed())


def test_free_delivery_and_tax_on_top_are_told_as_what_they_are() -> None:
    html, text = render(order_placed(shipping=0, tax=0, tax_included=False, total=900))

    assert "Delivery (Standard): Free" in text
    assert "VAT: £0.00" in text
    assert "VAT included" not in text
    assert "VAT included" not in html


def test_what_people_typed_is_text_and_never_markup() -> None:
    fact = order_placed(lines=[make_line(NASTY)], shipping_name=NASTY)

    html, text = render(fact, make_reader(NASTY, address=[NASTY]))

    assert "script" not in html.tags
    assert html.text.count(NASTY) == 4
    assert text.count(NASTY) == 4


def test_a_line_break_in_a_name_begins_no_line_of_the_letter() -> None:
    fact = order_placed(lines=[make_line("Tea\n\nFree gift: call 555")])
    reader = make_reader("Ada\r\nTotal: £0.00\x00", address=["Ada\nTotal: £0.00", "\n"])

    _, text = render(fact, reader)

    lines = text.splitlines()
    assert lines[0] == "Thank you, Ada Total: £0.00"
    assert "Tea Free gift: call 555" in lines
    assert [line for line in lines if line.startswith("Total:")] == ["Total: £12.95"]
    assert "\x00" not in text


def test_a_letter_without_name_or_address_leaves_no_gap() -> None:
    html, text = render(order_placed(), make_reader(" ", address=[]))

    assert text.splitlines()[0] == "Thank you"
    assert "deliver to" not in html
    assert "DELIVER" not in text


def test_a_refund_names_the_amount() -> None:
    html, text = render(order_refunded())
    letter = write(order_refunded())

    for seen in (html, text):
        assert "£12.95" in seen
        assert "Your refund, Ada" in seen
        assert "We have refunded £12.95 for your order K7-4XQ-9MD, the way you paid." in seen
    assert letter.subject == "We have refunded £12.95 for your order K7-4XQ-9MD"
    assert letter.about == "ref_1"


def test_a_buyer_whose_goods_sold_out_reads_that_we_are_sorry() -> None:
    html, text = render(order_refunded(reason="sold_out"))
    letter = write(order_refunded(reason="sold_out"))

    for seen in (html, text):
        assert "We are sorry, Ada" in seen
        assert "somebody else bought the last of what was in it" in seen
        assert "We have returned £12.95 in full" in seen
        assert "Your refund" not in seen
    assert letter.subject == "We are sorry: your order K7-4XQ-9MD sold out"


def test_no_letter_is_written_about_other_facts() -> None:
    expired = OrderExpired.of(NOW, order_id="ord_1", number="K7-4XQ-9MD", cart_id="")

    with pytest.raises(TypeError):
        write(expired)
    with pytest.raises(TypeError):
        letters.about(expired)
