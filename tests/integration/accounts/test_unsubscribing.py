"""The link at the foot of a letter: a page with a button, a mail program's click, no sign-in."""

import pytest
from accounts.profile import address_consents_table, letters_wanted
from accounts.profile.consents import Consent
from accounts.signing_in import opening
from shopkit import consents, people, table, unsubscribing
from shopkit.consent_texts import CURRENT
from shopkit.table import transact

from tests.plain_browser import PlainBrowser
from tests.shop import EMAIL, Response, Shop
from tests.signed_in import Visitor, sign_in
from tests.wire import Wire, watched

SUBJECT = people.address_subject(EMAIL)
ONE_CLICK = b"List-Unsubscribe=One-Click"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PARTS = {"Content-Type": "multipart/form-data; boundary=x"}
IN_PARTS = (
    b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
)


@pytest.fixture
def ada(shop: Shop) -> Visitor:
    """With an account that agreed to letters."""
    ada = sign_in(shop, EMAIL)
    agreed = {"marketing": True, "analytics": True, "do_not_sell": False, "text_version": CURRENT}
    answer = ada.request("PUT", "/accounts/consents", json=agreed, headers={"If-Match": "*"})
    assert answer.status == 200, answer.text
    shop.advance(60)
    return ada


def agree(shop: Shop) -> None:
    """As an address that nobody has an account with."""
    given = Consent(True, shop.now, "checkout", CURRENT)
    before = address_consents_table.read(SUBJECT, shop.now)
    transact(address_consents_table.saving(before, given, shop.now))


def path(subject: str) -> str:
    return f"/accounts/unsubscribe/{unsubscribing.token_of(subject)}"


def click(
    shop: Shop, subject: str, body: bytes = ONE_CLICK, headers: dict[str, str] = FORM
) -> Response:
    return shop.post(path(subject), body=body, headers=headers)


def test_opening_the_link_takes_nothing_back(shop: Shop, ada: Visitor) -> None:
    page = shop.get(path(ada.account_id))

    assert page.status == 200
    assert "Send me no more of them" in page.text
    assert consents.wants_letters(ada.account_id, shop.now)


def test_the_button_takes_back_the_letters_alone_with_time_and_place(
    shop: Shop, ada: Visitor
) -> None:
    browser = PlainBrowser(shop)
    page = browser.get(f"/api{path(ada.account_id)}")

    done = browser.submit(page, page.forms[-1].action)

    now = ada.get("/accounts/consents").json
    assert done.status == 200
    assert now["marketing"] == {
        "given": False, "at": "2026-03-02T09:01:00Z", "source": "letter", "text_version": CURRENT
    }  # fmt: skip
    assert now["analytics"]["given"] is True


@pytest.mark.parametrize(("body", "headers"), [(ONE_CLICK, FORM), (IN_PARTS, PARTS)])
def test_a_mail_programs_click_takes_the_consent_back(
    shop: Shop, ada: Visitor, body: bytes, headers: dict[str, str]
) -> None:
    answer = click(shop, ada.account_id, body, headers)

    assert answer.status == 200
    assert not consents.wants_letters(ada.account_id, shop.now)


def test_clicking_again_leaves_the_answer_its_day(shop: Shop, ada: Visitor) -> None:
    click(shop, ada.account_id)
    stood = ada.get("/accounts/consents").json["marketing"]
    shop.advance(60)

    again = click(shop, ada.account_id)

    assert again.status == 200
    assert ada.get("/accounts/consents").json["marketing"] == stood


def test_the_page_sends_its_address_to_no_other_not_even_of_the_shop(
    shop: Shop, ada: Visitor
) -> None:
    pages = [shop.get(path(ada.account_id)), click(shop, ada.account_id)]

    for page in pages:
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert '<meta name="referrer" content="no-referrer">' in page.text
        assert page.text.count('name="referrer"') == 1


def test_the_button_of_a_page_without_referrer_is_taken(shop: Shop, ada: Visitor) -> None:
    # Fetch, "append a request Origin header": such a page sends `null`
    headers = ada.headers | FORM | {"Origin": "null"}

    done = click(shop, ada.account_id, headers=headers)

    assert done.status == 200
    assert not consents.wants_letters(ada.account_id, shop.now)


def test_a_guests_address_ends_its_letters_the_same_way(shop: Shop) -> None:
    agree(shop)
    shop.advance(60)

    click(shop, SUBJECT)

    standing = address_consents_table.read(SUBJECT, shop.now).marketing
    assert not consents.wants_letters(SUBJECT, shop.now)
    assert (standing.given, standing.source) == (False, "letter")


def test_a_letter_to_an_address_ends_those_to_the_account_that_has_it_since(
    shop: Shop, ada: Visitor
) -> None:
    click(shop, SUBJECT)

    assert not consents.wants_letters(ada.account_id, shop.now)


def test_a_refusal_on_the_way_into_an_account_arrives_there(shop: Shop) -> None:
    agree(shop)
    ada = sign_in(shop, EMAIL)
    shop.advance(60)
    click(shop, SUBJECT)

    letters_wanted.join(ada.account_id, shop.now)

    assert ada.get("/accounts/consents").json["marketing"]["given"] is False


class Opening(Wire):
    """An account takes over what its address agreed to, just before call `number`."""

    def __init__(self, shop: Shop, number: int) -> None:
        super().__init__()
        self.shop, self.number, self.account_id = shop, number, ""

    def before(self, name: str) -> None:
        super().before(name)
        if len(self.calls) == self.number:
            self.account_id = opening.open_account(EMAIL, self.shop.now).id
            letters_wanted.join(self.account_id, self.shop.now)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_refusal_reaches_an_account_that_is_opened_at_that_moment(
    shop: Shop, number: int
) -> None:
    agree(shop)
    shop.advance(60)

    with watched(shop, Opening(shop, number)) as wire:
        letters_wanted.withdraw(SUBJECT, shop.now)

    assert isinstance(wire, Opening)
    assert not consents.wants_letters(wire.account_id, shop.now)
    assert not consents.wants_letters(SUBJECT, shop.now)


def test_the_page_tells_nobody_whose_letters_they_were(shop: Shop, ada: Visitor) -> None:
    nobody = "acc_01M81XTXN6G3DWKRD18MG1R001"
    token = unsubscribing.token_of(ada.account_id)

    pages = {
        step(shop.get(path(one)).text, one) + step(click(shop, one).text, one)
        for one in (ada.account_id, SUBJECT, nobody)
    }

    assert len(pages) == 1
    assert EMAIL not in pages.pop()
    assert ada.account_id not in token


def test_nothing_on_the_page_counts_its_address(shop: Shop, ada: Visitor) -> None:
    assert "<script" not in shop.get(path(ada.account_id)).text


def step(text: str, subject: str) -> str:
    """What stands in the middle of the page, without its token."""
    door = text.split('<div class="door">')[1].split("</main>", maxsplit=1)[0]
    return "\n".join(line for line in door.splitlines() if "action=" not in line)


@pytest.mark.parametrize("changed", ["cut", "turned", "letters", "nothing"])
def test_what_is_no_link_of_the_shops_ends_nothing(shop: Shop, ada: Visitor, changed: str) -> None:
    token = unsubscribing.token_of(ada.account_id)
    forged = {
        "cut": token[:-4],
        "turned": token[:-2] + ("AA" if token[-2:] != "AA" else "BB"),
        "letters": "not a token".replace(" ", "-"),
        "nothing": ada.account_id,
    }[changed]

    page = shop.get(f"/accounts/unsubscribe/{forged}")
    answer = shop.post(f"/accounts/unsubscribe/{forged}", body=ONE_CLICK, headers=FORM)

    assert (page.status, answer.status) == (404, 404)
    assert "This link is not whole" in page.text
    assert consents.wants_letters(ada.account_id, shop.now)


def test_who_was_erased_is_answered_like_anybody(shop: Shop, ada: Visitor) -> None:
    table.transact(people.destroyed([ada.account_id]))

    assert click(shop, ada.account_id).status == 200
