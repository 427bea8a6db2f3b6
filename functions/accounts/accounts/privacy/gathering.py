"""All that is held of a person, gathered for their copy: opened, and without what is no data of
theirs (keys of tables, hashes of tokens and passwords).

What accounts holds it reads in its own rooms (account_parts.py), what others hold by contract
(shopkit/holdings.py). An account's copy has the orders that were bought with its confirmed
addresses as a guest, too, and with those of before that are still its owner's; of these, what was
done before they were given up.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from shopkit import buyers, clock, holdings, ids, people
from shopkit.holdings import HeldOrder, HeldWishlist
from shopkit.marshal import Item
from shopkit.people import Key

from accounts import accounts_table
from accounts.accounts_table import Account
from accounts.privacy import account_parts, former_addresses
from accounts.privacy.archive import Part
from accounts.privacy.exports_table import Export
from accounts.profile import address_consents_table


def of(export: Export, now: datetime) -> list[Part]:
    """The parts of the copy, those with nothing in them too: that nothing is held is an answer."""
    account = accounts_table.read(export.account_id) if export.account_id else None
    subjects = [export.subject, *(_addresses(account) if account else ())]
    keys = people.keys_of(subjects)

    def theirs(subject: str, at: datetime) -> bool:
        return account is None or former_addresses.was_theirs(account, subject, at)

    return [
        *(account_parts.of(account, keys, now) if account else ()),
        Part(
            "letters",
            "Whether you wanted letters, as you said it with your address and without signing in: "
            "at the checkout, or by a letter's link.",
            [
                said
                for subject in subjects
                if subject.startswith("eml_")
                for said in address_consents_table.history(subject)
                if theirs(subject, clock.parse(said["marketing"]["at"]))
            ],
        ),
        Part(
            "orders",
            "What you ordered, where to, what it cost, and what was paid and sent back. The law of "
            "taxes has us keep what was sold, for how much, and to which country.",
            [
                order(held, keys)
                for subject in subjects
                for held in holdings.orders_of(subject)
                if theirs(subject, ids.moment(held.id))
            ],
        ),
        Part(
            "mails",
            "Which mails we sent you and when; what they said is not kept.",
            [
                plain(mail)
                for subject in subjects
                for mail in holdings.mails_to(subject)
                if theirs(subject, clock.parse(mail["created_at"]))
            ],
        ),
        *(_kept_in_the_cart(account.id, keys) if account else ()),
    ]


def _addresses(account: Account) -> tuple[str, ...]:
    return (*account.addresses, *former_addresses.still_theirs(account))


def order(held: HeldOrder, keys: Mapping[str, Key]) -> dict[str, Any]:
    """The order, with whom it is for, and what happened to it."""
    stored = json.loads(held.order["order"])
    buyer = buyers.open_(stored.pop("private", ""), held.id, keys)
    return {
        "id": held.id,
        "status": held.order["status"],
        "email": buyer.email if buyer else None,
        "shipping_address": vars(buyer.shipping_address) if buyer else None,
        "billing_address": vars(buyer.billing_address) if buyer else None,
        **stored,
        "payments": [plain(item) for item in _with(held, "LEDGER#")],
        "refunds": [plain(item) for item in _with(held, "REFUND#")],
        "history": [plain(item) for item in _with(held, "EVENT#")],
    }


def plain(item: Item) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != "sk"}


def _with(held: HeldOrder, prefix: str) -> Iterable[Item]:
    return (item for item in held.beside if item["sk"].startswith(prefix))


def _kept_in_the_cart(account_id: str, keys: Mapping[str, Key]) -> list[Part]:
    return [
        Part(
            "wishlists",
            "Your wishlists, and what is on them.",
            [_wishlist(held, keys) for held in holdings.wishlists_of(account_id)],
        ),
        Part(
            "carts",
            "What lies in your cart, until you buy it or a month has passed.",
            [[plain(line) for line in lines] for lines in holdings.carts_of(account_id)],
        ),
    ]


def _wishlist(held: HeldWishlist, keys: Mapping[str, Key]) -> dict[str, Any]:
    private = people.open_(held.wishlist["private"], f"wishlist:{held.id}", keys)
    return {
        "id": held.id,
        "name": private["name"],
        "shared": bool(private["token"]),
        "created_at": held.wishlist["created_at"],
        "wishes": [plain(wish) for wish in held.wishes],
    }
