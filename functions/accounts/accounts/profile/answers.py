"""What people are shown of themselves."""

from datetime import datetime
from typing import Literal

from shopkit.consent_texts import CURRENT, TEXTS
from shopkit.models import Answer
from shopkit.personal import Personal
from shopkit.settings import settings

from accounts.profile.address_rules import Rules
from accounts.profile.addresses import Kept
from accounts.profile.consents import Consent, Record
from accounts.profile.profile import Profile


class ProfileView(Answer):
    """`phone` is E.164's form, null for none; `addresses` is how many the address book has."""

    object: Literal["account"] = "account"
    id: str
    email: Personal[str]
    name: Personal[str]
    phone: Personal[str | None]
    language: Personal[str]
    currency: str
    currencies: list[str]
    addresses: int
    version: int
    created_at: datetime

    @classmethod
    def of(cls, profile: Profile) -> "ProfileView":
        account, person, known = profile.account, profile.person, settings()
        return cls(
            id=account.id,
            email=person.email,
            name=person.name,
            phone=person.phone or None,
            language=person.language,
            currency=person.currency or known.currency,
            currencies=list(known.currencies),
            addresses=profile.addresses,
            version=account.version,
            created_at=account.created_at,
        )


class AddressView(Answer):
    object: Literal["address"] = "address"
    id: str
    name: Personal[str]
    line1: Personal[str]
    line2: Personal[str]
    city: Personal[str]
    region: Personal[str]
    postcode: Personal[str]
    country: str
    phone: Personal[str]
    default_shipping: bool
    default_billing: bool
    version: int
    created_at: datetime

    @classmethod
    def of(cls, kept: Kept) -> "AddressView":
        return cls(
            id=kept.id,
            **vars(kept.address),
            default_shipping=kept.default_shipping,
            default_billing=kept.default_billing,
            version=kept.version,
            created_at=kept.created_at,
        )


class ChoiceView(Answer):
    value: str
    label: str


class PartView(Answer):
    """One field of an address form; `choices` where the country has a closed list."""

    name: Literal["name", "line1", "line2", "city", "region", "postcode"]
    label: str
    required: bool
    choices: list[ChoiceView]


class AddressRulesView(Answer):
    """`parts` in the order of the country's addresses; a pattern is of the whole postcode."""

    object: Literal["address_rules"] = "address_rules"
    country: str
    parts: list[PartView]
    postcode_pattern: str | None
    postcode_examples: list[str]

    @classmethod
    def of(cls, rules: Rules) -> "AddressRulesView":
        parts = [
            {
                "name": part,
                "label": rules.labels[part],
                "required": part in rules.needs,
                "choices": [vars(one) for one in rules.regions] if part == "region" else [],
            }
            for part in rules.order
        ]
        return cls.model_validate(
            {
                "country": rules.country,
                "parts": parts,
                "postcode_pattern": rules.postcode.pattern if rules.postcode else None,
                "postcode_examples": list(rules.postcode_examples[:3]),
            }
        )


class ConsentView(Answer):
    """One answer that stands; `at` is null where it was never asked for."""

    given: bool
    at: datetime | None
    source: str | None
    text_version: str | None

    @classmethod
    def of(cls, consent: Consent) -> "ConsentView":
        return cls(
            given=consent.given,
            at=consent.at,
            source=consent.source,
            text_version=consent.text_version,
        )


class ConsentTexts(Answer):
    marketing: str
    analytics: str
    do_not_sell: str


class ConsentsView(Answer):
    """The answers that stand, and the texts that are asked now, of version `text_version`."""

    object: Literal["consents"] = "consents"
    marketing: ConsentView
    analytics: ConsentView
    do_not_sell: ConsentView
    texts: ConsentTexts
    text_version: str
    version: int

    @classmethod
    def of(cls, record: Record) -> "ConsentsView":
        return cls(
            marketing=ConsentView.of(record.marketing),
            analytics=ConsentView.of(record.analytics),
            do_not_sell=ConsentView.of(record.do_not_sell),
            texts=ConsentTexts(**TEXTS[CURRENT]),
            text_version=CURRENT,
            version=record.version,
        )
