"""Who reads a letter, found when it is written: a fact names nobody in clear.

| the fact tells of | the reader is |
|---|---|
| an order | its buyer, sealed in the fact |
| what an account's holder should know | the account's holder, at the address of this moment |
| a code, a link, a last word | whom the fact has sealed, with what only they may read |

Raises Dropped where nobody is to be written to any more.

Letters that nobody asked for go to those alone who agreed to them, and are asked about each time
anew; each has a link that ends them. A thing on somebody's list that is back, or cheaper, is such a
letter: who keeps a list has asked to remember a thing, not to be written to about it, and to say
what goods cost is advertising (ePrivacy Directive, Art. 13; UK PECR, reg. 22). What an account's
holder must know goes out whatever they agreed to.

An order's confirmation is none: it has the link, for who has just ticked that they want letters,
without the headers that an advertisement has.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from shopkit import buyers, consents, contacts, order_links, people, unsubscribing
from shopkit.contacts import Contact
from shopkit.events import (
    AccountLapsing,
    Fact,
    OrderPlaced,
    OrderRefunded,
    SignInCodeIssued,
    WishedForAgain,
)
from shopkit.personal import Personal

from marketing.mails import ERASED, NOT_AGREED, TOO_LATE, Dropped


@dataclass(frozen=True)
class Reader:
    """`private` is what else the fact had sealed: a code, a link, an address. `stop_url` is where
    they say that they want no more such letters; None for those that they must have.
    """

    email: Personal[str]
    name: Personal[str] = ""
    private: Personal[Mapping[str, Any]] = field(default_factory=dict)
    stop_url: str | None = None


def subject_of(fact: Fact) -> str:
    """Whose data the letter is, without opening anything; "" when they were erased before."""
    private: str = getattr(fact, "private", "")
    if private:
        return people.subject_of(private)
    return getattr(fact, "account_id", None) or ""


def reader_of(fact: Fact, now: datetime) -> Reader:
    match fact:
        case OrderPlaced() | OrderRefunded():
            return _buyer(fact)
        case WishedForAgain():
            return _willing(fact.account_id, now)
        case AccountLapsing():
            return _holder(fact.account_id)
        case SignInCodeIssued():
            reader = _sealed(fact)
            if now >= fact.at + timedelta(minutes=reader.private["minutes"]):
                raise Dropped(TOO_LATE)
            return reader
    return _sealed(fact)


def _buyer(fact: OrderPlaced | OrderRefunded) -> Reader:
    link = {"order_url": order_links.order_url(fact.order_id)}
    if fact.email:
        # version 1, under way when the buyer began to be sealed
        lines = fact.address if isinstance(fact, OrderPlaced) else []
        return Reader(fact.email, fact.name, link | {"address": lines})
    buyer = buyers.open_(fact.private, fact.order_id)
    if buyer is None:
        raise Dropped(ERASED)
    if isinstance(fact, OrderPlaced) and fact.marketing:
        link["take_back_url"] = unsubscribing.url(people.subject_of(fact.private))
    to = buyer.shipping_address
    return Reader(buyer.email, to.name, link | {"address": to.written()})


def _willing(account_id: str, now: datetime) -> Reader:
    """Who agreed to letters that they did not ask for, with the link that ends them; nobody who has
    asked to be erased since.
    """
    if not consents.wants_letters(account_id, now):
        raise Dropped(NOT_AGREED)
    contact = _contact(account_id)
    if contact.closing:
        raise Dropped(NOT_AGREED)
    return Reader(contact.email, contact.name, stop_url=unsubscribing.url(account_id))


def _holder(account_id: str) -> Reader:
    contact = _contact(account_id)
    return Reader(contact.email, contact.name)


def _contact(account_id: str) -> Contact:
    contact = contacts.read(account_id)
    if contact is None:
        raise Dropped(ERASED)
    return contact


def _sealed(fact: Fact) -> Reader:
    sealed: str = getattr(fact, "private")  # noqa: B009 — of several facts, each with its own
    try:
        private = people.open_(sealed, f"fact:{type(fact).__name__}")
    except people.Erased as erased:
        raise Dropped(ERASED) from erased
    return Reader(private["email"], private.get("name", ""), private)
