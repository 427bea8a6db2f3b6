"""What a letter says: from a fact and its reader to the words that its template lays out.

Every text that a person typed is brought to one line here, once: a name with a line break could
otherwise begin a header, or a line of the plain text that the shop never wrote.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from shopkit.events import (
    AccountLapsing,
    DataExported,
    ErasureConfirmed,
    Fact,
    OrderPlaced,
    OrderRefunded,
    SecurityChanged,
    SignInCodeIssued,
    StaffInvited,
    WishedForAgain,
)
from shopkit.personal import Personal

from marketing import account_letters, order_letters, wish_letters
from marketing.readers import Reader
from marketing.words import Shop, Words


@dataclass(frozen=True)
class Letter:
    """`kind` names the templates, `about` what it tells of; `words` fill the templates.

    `stop_url` is where its reader says that they want no more such letters; None for those that
    they must have.
    """

    kind: str
    about: str
    to: Personal[str]
    subject: str
    words: Mapping[str, object]
    stop_url: str | None = None


def about(fact: Fact) -> tuple[str, str]:
    """(kind, what it is about) of the letter that the fact calls for."""
    match fact:
        case OrderPlaced():
            return "order_confirmation", fact.order_id
        case OrderRefunded():
            return "refund", fact.refund_id
        case SignInCodeIssued() | SecurityChanged() | AccountLapsing() | WishedForAgain():
            return _EACH_TIME[type(fact)], fact.id
        case StaffInvited():
            return "staff_invitation", fact.invitation_id
        case DataExported():
            return "export_ready", fact.export_id
        case ErasureConfirmed():
            return "erasure_farewell", fact.erasure_id
    raise TypeError(f"no letter is written about {type(fact).__name__}")


#: Kinds of which each fact calls for a letter of its own.
_EACH_TIME: Mapping[type[Fact], str] = {
    SignInCodeIssued: "sign_in_code",
    SecurityChanged: "security_changed",
    AccountLapsing: "account_lapsing",
    WishedForAgain: "wished_for_again",
}


def write(fact: Fact, reader: Reader, shop: Shop) -> Letter:
    """The letter about the fact, signed by the shop."""
    kind, about_ = about(fact)
    words = _words(fact, reader, shop)
    stop_url = reader.stop_url
    return Letter(kind, about_, reader.email, words.subject, words.of(shop, stop_url), stop_url)


def _words(fact: Fact, reader: Reader, shop: Shop) -> Words:  # noqa: PLR0911 — one for each letter
    match fact:
        case OrderPlaced():
            return order_letters.confirmation(fact, reader, shop)
        case OrderRefunded():
            return order_letters.refund(fact, reader)
        case SignInCodeIssued():
            return account_letters.code(fact, reader, shop)
        case SecurityChanged():
            return account_letters.security_changed(fact, reader, shop)
        case StaffInvited():
            return account_letters.invitation(reader, shop)
        case DataExported():
            return account_letters.export_ready(reader, shop)
        case ErasureConfirmed():
            return account_letters.farewell(reader, shop)
        case AccountLapsing():
            return account_letters.lapsing(fact, reader, shop)
        case WishedForAgain():
            return wish_letters.wished_for_again(fact, reader, shop)
    raise TypeError(f"no letter is written about {type(fact).__name__}")
