"""The door to what people say of themselves: profile, address book, consents."""

from shopkit.errors import Invalid, NotFound, Stale
from shopkit.http import Api, Call
from shopkit.models import Listing

from accounts.profile import (
    address_book,
    address_book_table,
    address_rules,
    consenting,
    consents_table,
    profile,
)
from accounts.profile.addresses import AddressBookFull
from accounts.profile.answers import AddressRulesView, AddressView, ConsentsView, ProfileView
from accounts.profile.consenting import ConsentTextChanged
from accounts.profile.requests import AddressIn, AnswerConsents, EditProfile


def register(api: Api) -> None:
    _profile(api)
    _addresses(api)
    _consents(api)


def _profile(api: Api) -> None:
    @api.get("/me", account=True)
    def read_me(call: Call) -> ProfileView:
        """Who is signed in, as they say it themselves."""
        return ProfileView.of(profile.read(call.session.account_id))

    @api.patch("/me", edits=True, account=True, errors=(Stale,))
    def edit_me(call: Call, body: EditProfile) -> ProfileView:
        """Say it otherwise; the e-mail address is changed at /email-change."""
        edited = profile.edit(call.session.account_id, body.changes(), call.version)
        return ProfileView.of(edited)


def _addresses(api: Api) -> None:
    @api.get("/address-rules/{country}", errors=(NotFound,))
    def read_address_rules(call: Call, country: str) -> AddressRulesView:
        """What an address needs in a country (ISO 3166's two letters), for who draws a form."""
        try:
            return AddressRulesView.of(address_rules.rules_of(country))
        except Invalid as unknown:
            raise NotFound("There is no such country") from unknown

    @api.get("/addresses", account=True)
    def list_addresses(call: Call) -> Listing[AddressView]:
        """The whole address book: the one that parcels go to first, then as they came."""
        kept = address_book_table.read(call.session.account_id).addresses
        ordered = sorted(kept, key=lambda one: not one.default_shipping)
        return Listing[AddressView].of([AddressView.of(one) for one in ordered], None)

    @api.post("/addresses", status=201, account=True, idempotent=True, errors=(AddressBookFull,))
    def keep_address(call: Call, body: AddressIn) -> AddressView:
        """Keep an address; the first is where parcels and bills go, unless told otherwise."""
        kept = address_book.keep(
            call.session.account_id, body.address(), shipping=body.default_shipping,
            billing=body.default_billing, now=call.now,
        )  # fmt: skip
        return AddressView.of(kept)

    @api.get("/addresses/{address_id}", account=True, errors=(NotFound,))
    def read_address(call: Call, address_id: str) -> AddressView:
        return AddressView.of(address_book_table.read(call.session.account_id).find(address_id))

    @api.put("/addresses/{address_id}", edits=True, account=True, errors=(NotFound, Stale))
    def replace_address(call: Call, address_id: str, body: AddressIn) -> AddressView:
        """The whole address anew: its parts hang together by its country."""
        kept = address_book.replace_address(
            call.session.account_id, address_id, body.address(), shipping=body.default_shipping,
            billing=body.default_billing, version=call.version, now=call.now,
        )  # fmt: skip
        return AddressView.of(kept)

    @api.delete("/addresses/{address_id}", status=204, edits=True, account=True,
                errors=(NotFound, Stale))  # fmt: skip
    def remove_address(call: Call, address_id: str) -> None:
        address_book.remove(call.session.account_id, address_id, call.version)


def _consents(api: Api) -> None:
    @api.get("/consents", account=True)
    def read_consents(call: Call) -> ConsentsView:
        """What one has agreed to, since when, and the texts that are asked now."""
        return ConsentsView.of(consents_table.read(call.session.account_id))

    @api.put("/consents", edits=True, account=True, errors=(ConsentTextChanged, Stale))
    def answer_consents(call: Call, body: AnswerConsents) -> ConsentsView:
        """Give or take back: one is as easy as the other. The first answer edits version 0."""
        record = consenting.answer(
            call.session.account_id, body.answers(), text_version=body.text_version,
            source=body.source, version=call.version, now=call.now,
        )  # fmt: skip
        return ConsentsView.of(record)
