"""A letter as a MIME document."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from marketing import mime

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def make_document(**changes: Any) -> bytes:
    fields: dict[str, Any] = {
        "sender": "shop@example.com",
        "shop_name": "Barrow",
        "to": "ada@example.com",
        "subject": "Your order",
        "html": "<p>Für £12.95 → dich</p>",
        "text": "Für £12.95 → dich\n",
        "at": NOW,
    }
    return mime.document(**(fields | changes))


def parsed(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_text_stands_beside_html_with_every_letter_kept() -> None:
    message = parsed(make_document())

    text, html = message.iter_parts()
    assert message.get_content_type() == "multipart/alternative"
    assert text.get_content_type() == "text/plain"
    assert text.get_content() == "Für £12.95 → dich\r\n"
    assert html.get_content_type() == "text/html"
    assert html.get_content() == "<p>Für £12.95 → dich</p>\r\n"


def test_the_document_is_seven_bit_and_its_lines_end_as_smtps_do() -> None:
    raw = make_document(shop_name="Bärrow → ☕", subject="Für dich: £12.95", html="ä" * 5_000)

    message = parsed(raw)
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(len(line) for line in raw.splitlines()) <= 998
    assert message["Subject"] == "Für dich: £12.95"
    assert message["From"].addresses[0].display_name == "Bärrow → ☕"


def test_headers_say_who_to_whom_and_when() -> None:
    message = parsed(make_document())

    assert message["From"].addresses[0].addr_spec == "shop@example.com"
    assert message["To"].addresses[0].addr_spec == "ada@example.com"
    assert message["Date"].datetime == NOW
    assert message["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x00\n", "\u2028", "\x85", "\x0b"])
def test_a_line_break_in_a_name_or_subject_begins_no_header(end: str) -> None:
    injected = f"Barrow{end}Bcc: eve@example.com{end}{end}<p>hello"

    message = parsed(make_document(shop_name=injected, subject=injected))

    assert "Bcc" not in message
    assert message.keys() == parsed(make_document()).keys()
    assert message["Subject"] == "Barrow Bcc: eve@example.com <p>hello"
    assert message.get_content_type() == "multipart/alternative"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ada",
        "ada@example.com\r\nBcc: eve@example.com",
        "ada@example.com, eve@example.com",
        "ada@example.com\n",
        "Ada <ada@example.com>",
    ],
)
def test_an_address_that_is_not_exactly_one_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"address|should match"):
        make_document(to=address)


def test_a_letter_that_can_be_stopped_says_where_in_headers_that_programs_read() -> None:
    stop_url = f"https://a-rather-long-name-of-a-shop.example/api/accounts/unsubscribe/{'x' * 78}"

    raw = make_document(stop_url=stop_url)

    # as it stands on the line: neither folded within the link nor written as an encoded word
    lines = raw.split(b"\r\n\r\n", maxsplit=1)[0].split(b"\r\n")
    assert f"List-Unsubscribe: <{stop_url}>".encode() in lines
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines


def test_a_letter_that_one_must_have_names_no_way_to_stop_it() -> None:
    assert not [name for name in parsed(make_document()) if name.startswith("List-")]
