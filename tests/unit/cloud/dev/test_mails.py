"""The developer reads the shop's mails, as JSON and as a page."""

import pytest

from tests.unit.cloud.dev.surroundings import EVIL, Shop, assert_problem

PAGE = {"Accept": "text/html"}


def test_mails_come_as_a_json_list_oldest_first(shop: Shop) -> None:
    shop.mail("First")
    shop.mail("Second", to="bo@x.org")

    mails = shop.get("/dev/mail").json()

    assert [mail["subject"] for mail in mails] == ["First", "Second"]
    assert mails[1] | {"html": "<p>Hi</p>"} == {
        "id": "m1",
        "at": "2026-03-01T12:00:00Z",
        "from": "shop@x.org",
        "to": "bo@x.org",
        "subject": "Second",
        "text": "",
        "html": "<p>Hi</p>",
    }


@pytest.mark.parametrize(
    ("target", "headers"), [("/dev/mail/", PAGE), ("/dev/mail?view", {}), ("/dev/mail/m0", PAGE)]
)
def test_people_see_mails_as_a_page(shop: Shop, target: str, headers: dict[str, str]) -> None:
    shop.mail("Tea & more")

    got = shop.get(target, headers)

    assert (got.header("Content-Type") or "").startswith("text/html")
    assert "Tea &amp; more" in got.body.decode()


def test_programs_get_json_at_the_bare_address_whatever_they_accept(shop: Shop) -> None:
    assert shop.get("/dev/mail", PAGE).header("Content-Type") == "application/json"
    assert shop.get("/dev/mail/", {"Accept": "*/*"}).header("Content-Type") == "application/json"


def test_one_mail_can_be_read_and_an_unknown_one_is_not_found(shop: Shop) -> None:
    shop.mail("First")

    assert shop.get("/dev/mail/m0").json()["subject"] == "First"
    assert_problem(shop.get("/dev/mail/m9"), 404, "not_found")


def test_a_mails_html_is_shown_in_a_frame_that_may_do_nothing(shop: Shop) -> None:
    shop.mail(html=f'"><script>steal()</script>{EVIL}')

    page = shop.get("/dev/mail/m0", PAGE).body.decode()

    assert "<script>" not in page
    assert "<iframe sandbox " in page
    assert 'srcdoc="&quot;&gt;&lt;script&gt;steal()' in page
