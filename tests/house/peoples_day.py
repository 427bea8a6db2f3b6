"""What people do with their accounts on the day that the house watches, and what becomes of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from shopkit import people, retention, settings, unsubscribing

from tests import factories, visits
from tests.authenticator import Authenticator
from tests.plain_browser import PlainBrowser
from tests.shop import ADDRESS, Response, Shop
from tests.signed_in import make_member
from tests.signing_in import PASSPHRASE, Browser, letters, mailed, told, totp, warnings

DAY = 86_400
HTTPS = "https://shop.example.com"
#: In each capability where staff are let in, something to look at and what that needs.
STAFF_PLACES = (
    ("/catalog/admin/products", "catalog:read"),
    ("/inventory/admin/stock", "inventory:read"),
    ("/marketing/admin/mails", "marketing:read"),
    ("/checkout/admin/orders?status=paid", "checkout:read"),
)


def live_with_accounts(shop: Shop) -> None:
    """Sign-in by each way, an account's own things, staff, and people who want to be forgotten."""
    _ways_in(shop)
    _passkeys(shop)
    _other_addresses(shop)
    _second_factors_lost(shop)
    _profile(shop)
    _wishes(shop)
    _buying(shop)
    _letters(shop)
    _staff(shop)
    _plainly(shop)
    _privacy(shop)
    shop.settle()


def _done(answer: Response) -> Any:
    assert answer.status < 400, answer.text
    return answer.json if answer.text else None


def _visitor(shop: Shop, name: str) -> Browser:
    browser = Browser(shop)
    browser.sign_in(f"{name}@example.com", "sign-up", name=name.capitalize())
    shop.advance(60)
    return browser


def _ways_in(shop: Shop) -> None:
    ada = _visitor(shop, "ada")
    _done(ada.put("/accounts/security/password", {"password": PASSPHRASE}))
    wrong = ada.asked("ada@example.com")
    ada.post(f"/accounts/sign-in/code/{wrong}", {"code": "000000"})
    key, codes = ada.set_up_totp()
    shop.advance(60)
    by_password = {"email": "ada@example.com", "password": PASSPHRASE}
    assert ada.post("/accounts/sign-in/password", by_password | {"password": "x" * 14}).status > 400
    for path, code in (("second-factor", ""), ("recovery-code", codes[0])):
        other = Browser(shop, viewer="198.51.100.9")
        step = _done(other.post("/accounts/sign-in/password", by_password))
        sent = {"id": step["id"], "code": code or totp(shop, key)}
        _done(other.post(f"/accounts/sign-in/{path}", sent))
        shop.advance(60)
    for path in ("session", "sessions", "security"):
        _done(ada.get(f"/accounts/{path}"))
    shop.advance(3600)
    _done(ada.post("/accounts/reauthentication", {"code": totp(shop, key)}))
    shop.advance(60)
    _done(ada.post("/accounts/security/recovery-codes"))
    listed = _done(ada.get("/accounts/sessions"))["data"]
    old = [one["id"] for one in listed if not one["current"]]
    _done(ada.delete(f"/accounts/sessions/{old[0]}"))
    _done(ada.delete("/accounts/security/totp"))
    asked = _done(ada.post("/accounts/reauthentication/code"))["id"]
    _done(ada.post("/accounts/reauthentication", {"id": asked, "code": mailed(asked)["code"]}))
    _done(ada.post("/accounts/reauthentication", {"password": PASSPHRASE}))
    _done(ada.delete("/accounts/security/password"))
    _done(ada.delete("/accounts/sessions?all=true"))
    _done(ada.post("/accounts/sign-out"))
    shop.settle()


@contextmanager
def _on_https() -> Iterator[None]:
    """Passkeys belong to a site with a name."""
    before = os.environ["BARROW_SITE_URL"]
    os.environ["BARROW_SITE_URL"] = HTTPS
    settings.settings.cache_clear()
    try:
        yield
    finally:
        os.environ["BARROW_SITE_URL"] = before
        settings.settings.cache_clear()


def _passkeys(shop: Shop) -> None:
    with _on_https():
        pia = _visitor(shop, "pia")
        keys = [Authenticator(HTTPS), Authenticator(HTTPS)]
        made = []
        for key in keys:
            given = _done(pia.post("/accounts/security/passkeys/options"))
            sent = {"id": given["id"], "credential": key.create(given["options"]), "name": "Phone"}
            made.append(_done(pia.post("/accounts/security/passkeys", sent))["id"])
            shop.advance(60)
        given = _done(pia.post("/accounts/reauthentication/passkey/options"))
        sent = {"id": given["id"], "credential": keys[0].get(given["options"])}
        _done(pia.post("/accounts/reauthentication", sent))
        _done(pia.patch(f"/accounts/security/passkeys/{made[1]}", {"name": "Old phone"}))
        _done(pia.delete(f"/accounts/security/passkeys/{made[1]}"))
        other = Browser(shop)
        given = _done(other.post("/accounts/sign-in/passkey/options"))
        sent = {"id": given["id"], "credential": keys[0].get(given["options"])}
        _done(other.post("/accounts/sign-in/passkey", sent))


def _other_addresses(shop: Shop) -> None:
    eve = _visitor(shop, "eve")
    account_id = eve.who["account_id"]
    challenge = eve.asked("eve@example.org", "email-change")
    codes = {purpose: private["code"] for purpose, private in letters(challenge)}
    both = {"new_code": codes["confirm_new"], "old_code": codes["confirm_old"]}
    _done(eve.post(f"/accounts/email-change/{challenge}", both))
    link = next(private["link"] for what, private in warnings(account_id)
                if what == "email_changed" and private["link"])  # fmt: skip
    _done(Browser(shop).post("/accounts/email-change/stop", {"token": link.partition("#stop.")[2]}))
    shop.advance(60)
    eve = Browser(shop)
    eve.sign_in("eve@example.com")
    _done(eve.put("/accounts/security/password", {"password": PASSPHRASE}))
    shop.advance(60)
    for ends in ("delete", "finish"):
        shop.advance(3600)
        _done(eve.post("/accounts/reauthentication", {"password": PASSPHRASE}))
        challenge = eve.asked("eve@example.org", "email-change")
        codes = {purpose: private["code"] for purpose, private in letters(challenge)}
        alone = {"new_code": codes["confirm_new"]}
        _done(eve.post(f"/accounts/email-change/{challenge}", alone))
        if ends == "delete":
            _done(eve.delete("/accounts/email-change"))
            continue
        shop.advance(7 * DAY + 60)
        _done(eve.post("/accounts/reauthentication", {"password": PASSPHRASE}))
        _done(eve.post("/accounts/email-change/finish"))
    shop.settle()


def _second_factors_lost(shop: Shop) -> None:
    for ends in ("link", "session", "finish"):
        email = f"{ends}@example.com"
        max_ = _visitor(shop, ends)
        max_.set_up_totp()
        shop.advance(3600)
        other = Browser(shop, viewer="198.51.100.1")
        step = other.sign_in(email, "recovery")["id"]
        _done(other.post("/accounts/sign-in/second-factor/lost", {"id": step}))
        if ends == "link":
            link = next(private["link"] for what, private in warnings(max_.who["account_id"])
                        if what == "recovery_started")  # fmt: skip
            stop = {"token": link.partition("#stop.")[2]}
            _done(Browser(shop).post("/accounts/recovery/stop", stop))
        elif ends == "session":
            _done(max_.delete("/accounts/security/recovery"))
        else:
            shop.advance(7 * DAY + 60)
            step = other.sign_in(email, "recovery")["id"]
            _done(other.post("/accounts/sign-in/second-factor/lost/finish", {"id": step}))
    shop.settle()


def _profile(shop: Shop) -> None:
    ada = Browser(shop)
    ada.sign_in("ada@example.com")
    newest = {"If-Match": "*"}
    _done(ada.get("/accounts/me"))
    profile = {"name": "Ada Byron", "phone": "+44 20 7946 0018", "language": "en-GB"}
    _done(ada.patch("/accounts/me", profile, headers=newest))
    _done(ada.get("/accounts/address-rules/GB"))
    place = _done(ada.post("/accounts/addresses", ADDRESS, headers={"Idempotency-Key": "home"}))
    work = _done(ada.post("/accounts/addresses", ADDRESS | {"line1": "1 Mill Lane"}))
    _done(ada.get("/accounts/addresses"))
    _done(ada.get(f"/accounts/addresses/{place['id']}"))
    there = f"/accounts/addresses/{work['id']}"
    _done(ada.put(there, ADDRESS | {"default_shipping": True}, headers=newest))
    _done(ada.delete(f"/accounts/addresses/{place['id']}", headers=newest))
    version = _done(ada.get("/accounts/consents"))["text_version"]
    said = {"marketing": True, "analytics": True, "do_not_sell": False, "text_version": version}
    _done(ada.put("/accounts/consents", said, headers=newest))
    _done(ada.put("/accounts/consents", said | {"analytics": False}, headers=newest))


def _wishes(shop: Shop) -> None:
    variant = {"sku": "JUG-1", "prices": {"GBP": 900}}
    jug = {"name": "Jug", "slug": "jug", "status": "active", "variants": [variant]}
    _done(shop.post("/catalog/admin/products", staff=True, json=jug))
    units = {"sku": "JUG-1", "on_hand": 5}
    _done(shop.post("/inventory/admin/stock", staff=True, json=units))
    shop.settle()
    ada = Browser(shop)
    ada.sign_in("ada@example.com")
    newest = {"If-Match": "*"}
    wished = _done(ada.post("/cart/wishes", {"sku": "JUG-1"}))
    own = _done(ada.post("/cart/wishlists", {"name": "Birthday"}, headers={"Idempotency-Key": "b"}))
    place = f"/cart/wishlists/{own['id']}"
    page = _done(ada.get("/cart/wishlists?limit=1"))
    _done(ada.get(f"/cart/wishlists?limit=1&cursor={page['next_cursor']}"))
    _done(ada.patch(place, {"name": "My birthday"}, headers=newest))
    one = _done(ada.post(f"{place}/items", {"sku": "JUG-1"}))
    _done(ada.get(place))
    _done(ada.get(f"{place}/items"))
    shared = _done(ada.post(f"{place}/share"))["shared_url"].rpartition("#")[2]
    _done(Browser(shop).get("/cart/shared-wishlist", headers={"X-Wishlist-Token": shared}))
    _done(ada.delete(f"{place}/share"))
    _done(ada.post(f"{place}/items/{one['id']}/move", {}))
    again = _done(ada.post(f"{place}/items", {"sku": "JUG-1"}))
    _done(ada.delete(f"{place}/items/{again['id']}"))
    _done(ada.delete(place, headers=newest))
    assert wished["wish"]["sku"] == "JUG-1"
    _done(ada.get("/cart/mine"))
    cheaper = {"prices": [{"sku": "JUG-1", "currency": "GBP", "amount": 700}]}
    _done(shop.put("/catalog/admin/prices", staff=True, json=cheaper))
    shop.settle()


def _buying(shop: Shop) -> None:
    ada = Browser(shop)
    ada.sign_in("ada@example.com")
    cart_id, token = factories.fill_cart(shop, ("TEA-1", 1), ("POT-1", 1))
    guest = {"cart_id": cart_id}
    _done(ada.post("/cart/merge", guest, headers={"X-Cart-Token": token}))
    _done(ada.post("/cart/merge", guest, headers={"X-Cart-Token": token}))
    mine = _done(ada.get("/cart/mine"))["cart"]
    line = mine["lines"][0]["id"]
    newest = {"If-Match": "*"}
    _done(ada.patch(f"/cart/carts/{mine['id']}/lines/{line}", {"quantity": 2}, headers=newest))
    where = {"cart_id": mine["id"], "address": ADDRESS}
    option = _done(ada.post("/checkout/shipping-options", where))["data"][0]
    wish = {
        "cart_id": mine["id"],
        "email": "ada@example.com",
        "shipping_address": ADDRESS,
        "shipping_option": option["id"],
        "expected_total": option["total"],
        "consents": {"terms": True, "marketing": True},
    }
    made = _done(ada.post("/checkout/checkouts", wish, headers={"Idempotency-Key": "as-ada"}))
    # whoever is asked first notes that the session was used
    for path in ("/checkout/orders", "/cart/mine", "/accounts/me"):
        shop.advance(3600)
        _done(ada.get(path))
    shop.advance(3600)
    seen = visits.batch(shop.now, visits.event(shop.now))
    _done(ada.post("/analytics/events", seen))
    _done(ada.get(f"/checkout/orders/{made['order_id']}"))
    _done(ada.post(f"/checkout/orders/{made['order_id']}/cancel"))
    shop.settle()


def _letters(shop: Shop) -> None:
    """Who wants letters, with an account and without, and who has had enough."""
    ada = Browser(shop)
    ada.sign_in("ada@example.com")
    wants = {"terms": True, "marketing": True}
    for name, door in (("ada", ada), ("gus", Browser(shop))):
        cart_id, token = factories.fill_cart(shop, ("TEA-1", 1))
        body = factories.checkout_body(
            shop, cart_id, token, email=f"{name}@example.com", consents=wants
        )
        made = door.post("/checkout/checkouts", body, headers={"X-Cart-Token": token})
        factories.pay(shop, factories.bought(cart_id, token, made))
    cart_id, token = factories.fill_cart(shop, ("TEA-1", 1))
    body = factories.checkout_body(shop, cart_id, token, email="una@example.com", consents=wants)
    shop.post("/checkout/checkouts", json=body, headers={"X-Cart-Token": token})
    # whose tick was not heard of yet, too
    gus, una = map(people.address_subject, ("gus@example.com", "una@example.com"))
    for subject in (ada.who["account_id"], gus, una):
        place = f"/accounts/unsubscribe/{unsubscribing.token_of(subject)}"
        _done_page(shop.get(place))
        one_click = {"Content-Type": "application/x-www-form-urlencoded"}
        _done_page(shop.post(place, body=b"List-Unsubscribe=One-Click", headers=one_click))
    _visitor(shop, "gus")
    shop.settle()


def _done_page(answer: Response) -> None:
    assert answer.status == 200, answer.text


def _staff(shop: Shop) -> None:
    admin = "/accounts/admin"
    make_member(shop, "olive@example.com", "owner")
    invited = {"email": "sam@example.com", "roles": ["support"]}
    by_operator = _done(shop.post(f"{admin}/invitations", staff=True, json=invited))
    (_, letter), = told(f"INVITATION#{by_operator['id']}", "StaffInvited")  # fmt: skip
    token = {"token": letter["link"].rpartition("#")[2]}
    sam = _visitor(shop, "sam")
    _done(sam.post("/accounts/invitations/read", token))
    _done(sam.post("/accounts/invitations/accept", token))
    sam = Browser(shop)
    sam.sign_in("sam@example.com")
    sam.set_up_totp()
    _done(sam.get("/checkout/admin/orders?status=paid"))
    sam_id = sam.who["account_id"]

    olive = Browser(shop)
    olive.sign_in("olive@example.com")
    key, _ = olive.set_up_totp()
    newest = {"If-Match": "*"}
    role = {"name": "shelves", "title": "Shelves", "permissions": ["inventory:read"]}
    _done(olive.post(f"{admin}/roles", role))
    _done(olive.patch(f"{admin}/roles/shelves", {"title": "The shelves"}, headers=newest))
    _done(olive.patch(f"{admin}/staff/{sam_id}", {"roles": ["shelves"]}, headers=newest))
    more = {"permissions": ["inventory:read", "inventory:write"]}
    _done(olive.patch(f"{admin}/roles/shelves", more, headers=newest))
    robot = {"name": "Robot", "permissions": sorted(one[1] for one in STAFF_PLACES), "days": 30}
    made = _done(olive.post(f"{admin}/api-keys", robot))
    with_key = {"Authorization": f"Bearer {made['key']}"}
    for path, _ in STAFF_PLACES:
        shop.advance(600)
        _done(olive.get(path))
    for path, _ in STAFF_PLACES:
        shop.advance(3600)
        _done(shop.get(path, headers=with_key))
    olive = Browser(shop)
    step = olive.sign_in("olive@example.com")["id"]
    _done(olive.post("/accounts/sign-in/second-factor", {"id": step, "code": totp(shop, key)}))
    _done(olive.get(f"{admin}/api-keys"))
    _done(olive.get(f"{admin}/api-keys/{made['id']}"))
    _done(olive.delete(f"{admin}/api-keys/{made['id']}"))
    others = _done(olive.post(f"{admin}/invitations", invited | {"email": "tom@example.com"}))
    _done(olive.get(f"{admin}/invitations"))
    _done(olive.get(f"{admin}/invitations/{others['id']}"))
    _done(olive.delete(f"{admin}/invitations/{others['id']}"))
    for path in ("staff", f"staff/{sam_id}", "roles", "roles/shelves", "permissions",
                 "customers?email=ada@example.com", f"customers/{sam_id}",
                 f"acts?day={shop.now.date()}"):  # fmt: skip
        _done(olive.get(f"{admin}/{path}"))
    _done(olive.delete(f"{admin}/customers/{sam_id}/sessions"))
    _done(olive.delete(f"{admin}/staff/{sam_id}", headers=newest))
    _done(olive.delete(f"{admin}/roles/shelves", headers=newest))
    shop.settle()
    _done(olive.get(f"/checkout/admin/acts?day={shop.now.date()}"))
    acts = ("", "?day=" + shop.now.date().isoformat(), f"?staff={olive.who['account_id']}",
            f"?target={admin}/roles", "/chain")  # fmt: skip
    for asked in acts:
        _done(olive.get(f"{admin}/audit{asked}"))


def _plainly(shop: Shop) -> None:
    """Without script, as far as that is another way through the same rooms."""
    browser = PlainBrowser(shop)
    page = browser.get("/api/accounts/page")
    assert page.status == 200
    page = browser.submit(page, "/api/accounts/forms/code", email="jo@example.com")
    assert page.status == 200


def _privacy(shop: Shop) -> None:
    ada = Browser(shop)
    ada.sign_in("ada@example.com")
    _done(ada.get("/accounts/privacy"))
    _done(ada.post("/accounts/privacy/export"))
    shop.settle()
    _done(ada.get("/accounts/privacy/export"))
    _done(ada.get("/accounts/privacy/export/files/1"))
    bought = factories.order(shop, ("TEA-1", 1))
    factories.pay(shop, bought)
    factories.order(shop, ("TEA-1", 1))
    for what, more in (("export", {}), ("erasure", {"confirm": True})):
        shop.advance(3600)
        guest = Browser(shop)
        place = "/accounts/privacy/guests"
        asked = _done(guest.post(place, {"email": "ada@example.com"}))["id"]
        sent = {"code": mailed(asked)["code"], **more}
        _done(guest.post(f"{place}/{asked}/{what}", sent))
        shop.settle()
    admin = "/accounts/admin/privacy"
    by_letter = {"email": "pia@example.com", "reason": "a letter"}
    _done(shop.post(f"{admin}/exports", staff=True, json=by_letter))
    shop.settle()
    begun = _done(shop.post(f"{admin}/erasures", staff=True, json=by_letter))
    _done(shop.get(f"{admin}/erasures", staff=True))
    _done(shop.get(f"{admin}/erasures/{begun['id']}", staff=True))
    shop.settle()
    shop.advance(3600)
    ada = Browser(shop)
    ada.sign_in("ada@example.com")
    _done(ada.post("/accounts/privacy/erasure", {"confirm": True}))
    shop.settle()
    days = retention.periods()
    for wait in (days.inactive_accounts - days.notice, days.notice + 1, days.paid_orders):
        shop.advance(wait * DAY)
        shop.settle()
