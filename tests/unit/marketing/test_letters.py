"""What letters say, and how they look as text and as HTML."""

from html.parser import HTMLParser
from typing import Any

import pytest
from marketing import letters, rendering
from shopkit.events import OrderExpired

from tests.unit.marketing.facts import NOW, make_line, order_placed, order_refunded

SHOP = "Barrow & Daughters"
NASTY = '"><script>alert(1)</script>&amp;'


class Seen(HTMLParser):
    """What a reader sees of a page, where its links lead, and which elements it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: dict[str, dict[str, str | None]] = {}
        self._hidden = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.setdefault(tag, dict(attrs))
        self.links += [value for name, value in attrs if name in {"href", "src"} and value]
        self._hidden = tag == "style"
        if tag not in {"strong", "span"}:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())

    def __contains__(self, phrase: str) -> bool:
        return phrase in self.text


def render(fact: Any) -> tuple[Seen, str]:
    html, text = rendering.render(letters.write(fact, SHOP))
    return Seen(html), text


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
    SHOP,
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


def test_a_letter_tells_its_language_and_begins_with_a_preheader() -> None:
    html, _ = render(order_placed())

    assert html.attributes["html"]["lang"] == "en-GB"
    assert html.attributes["html"]["dir"] == "ltr"
    assert "We have your order K7-4XQ-9MD, and your payment of £12.95." in html
    assert "h1" in html.tags


def test_the_subject_names_the_order() -> None:
    letter = letters.write(order_placed(), SHOP)

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
    fact = order_placed(name=NASTY, lines=[make_line(NASTY)], address=[NASTY], shipping_name=NASTY)

    html, text = render(fact)

    assert "script" not in html.tags
    assert html.text.count(NASTY) == 4
    assert text.count(NASTY) == 4


def test_a_line_break_in_a_name_begins_no_line_of_the_letter() -> None:
    fact = order_placed(
        name="Ada\r\nTotal: £0.00\x00",
        lines=[make_line("Tea\n\nFree gift: call 555")],
        address=["Ada\nTotal: £0.00", "\n"],
    )

    _, text = render(fact)

    lines = text.splitlines()
    assert lines[0] == "Thank you, Ada Total: £0.00"
    assert "Tea Free gift: call 555" in lines
    assert [line for line in lines if line.startswith("Total:")] == ["Total: £12.95"]
    assert "\x00" not in text


def test_a_letter_without_name_or_address_leaves_no_gap() -> None:
    html, text = render(order_placed(name=" ", address=[]))

    assert text.splitlines()[0] == "Thank you"
    assert "deliver to" not in html
    assert "DELIVER" not in text


def test_a_refund_names_the_amount() -> None:
    html, text = render(order_refunded())
    letter = letters.write(order_refunded(), SHOP)

    for seen in (html, text):
        assert "£12.95" in seen
        assert "Your refund, Ada" in seen
        assert "We have refunded £12.95 for your order K7-4XQ-9MD, the way you paid." in seen
    assert letter.subject == "We have refunded £12.95 for your order K7-4XQ-9MD"
    assert letter.about == "ref_1"


def test_a_buyer_whose_goods_sold_out_reads_that_we_are_sorry() -> None:
    html, text = render(order_refunded(reason="sold_out"))
    letter = letters.write(order_refunded(reason="sold_out"), SHOP)

    for seen in (html, text):
        assert "We are sorry, Ada" in seen
        assert "somebody else bought the last of what was in it" in seen
        assert "We have returned £12.95 in full" in seen
        assert "Your refund" not in seen
    assert letter.subject == "We are sorry: your order K7-4XQ-9MD sold out"


def test_no_letter_is_written_about_other_facts() -> None:
    expired = OrderExpired.of(NOW, order_id="ord_1", number="K7-4XQ-9MD", cart_id="")

    with pytest.raises(TypeError):
        letters.write(expired, SHOP)
    with pytest.raises(TypeError):
        letters.about(expired)
