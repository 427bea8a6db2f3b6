"""Mails as people read them, whatever their encoding."""

from datetime import UTC, datetime
from email.message import EmailMessage

from barrow.cloud.engine import Mail
from barrow.cloud.mailbox import Mailbox, read_mail

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def sent(raw: bytes, mail_id: str = "m1") -> Mail:
    return Mail(mail_id, AT, "shop@example.com", ("ann@example.com", "bo@example.com"), raw)


def two_part(encoding: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Your café order – thanks"
    message.set_content("Grüße £5\n", cte=encoding)
    message.add_alternative("<p>Grüße £5</p>\n", subtype="html", cte=encoding)
    return message.as_bytes()


def test_both_parts_are_read_from_quoted_printable() -> None:
    mail = read_mail(sent(two_part("quoted-printable")))

    assert (mail.text, mail.html) == ("Grüße £5\n", "<p>Grüße £5</p>\n")


def test_both_parts_are_read_from_base64() -> None:
    mail = read_mail(sent(two_part("base64")))

    assert (mail.text, mail.html) == ("Grüße £5\n", "<p>Grüße £5</p>\n")


def test_an_encoded_subject_is_decoded() -> None:
    raw = b"Subject: =?utf-8?q?Caf=C3=A9?= =?utf-8?b?IMKjNQ==?=\r\n\r\nHello"

    assert read_mail(sent(raw)).subject == "Café £5"


def test_addresses_stand_in_one_text() -> None:
    assert read_mail(sent(b"Subject: x\r\n\r\ny")).to == "ann@example.com, bo@example.com"


def test_a_mail_without_html_has_an_empty_one() -> None:
    mail = read_mail(sent(b"Subject: x\r\nContent-Type: text/plain\r\n\r\nLine\r\n"))

    assert (mail.text, mail.html) == ("Line\n", "")


def test_an_unknown_charset_is_shown_and_not_raised() -> None:
    raw = b"Content-Type: text/plain; charset=klingon\r\n\r\ncaf\xc3\xa9"

    assert read_mail(sent(raw)).text == "café"


def test_a_truncated_mail_is_shown_and_not_raised() -> None:
    raw = two_part("base64")

    mail = read_mail(sent(raw[: len(raw) // 2]))

    assert mail.subject == "Your café order – thanks"


def test_the_latest_come_newest_first() -> None:
    mails = [sent(f"Subject: {n}\r\n\r\n".encode(), f"m{n}") for n in range(4)]

    shown = Mailbox(lambda: mails).latest(2)

    assert [mail.subject for mail in shown] == ["3", "2"]


def test_all_come_oldest_first_and_one_is_found_by_id() -> None:
    mails = [sent(f"Subject: {n}\r\n\r\n".encode(), f"m{n}") for n in range(3)]
    mailbox = Mailbox(lambda: mails)

    found = mailbox.find("m1")

    assert [mail.subject for mail in mailbox.all()] == ["0", "1", "2"]
    assert found is not None
    assert found.subject == "1"
    assert mailbox.find("m9") is None
