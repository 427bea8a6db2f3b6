"""The door to what is held of people: copies and erasure, one's own and for who wrote a letter."""

from shopkit import cursors
from shopkit.errors import NotFound, NotSignedIn, TooManyRequests
from shopkit.http import Api, Call, Reply
from shopkit.models import Listing

from accounts.privacy import (
    erasing,
    erasures_table,
    exporting,
    exports_table,
    guests,
    persons,
)
from accounts.privacy.answers import (
    ErasureView,
    ExportView,
    FileContent,
    PrivacyView,
    StaffErasureView,
)
from accounts.privacy.exports_table import Export
from accounts.privacy.persons import Person
from accounts.privacy.requests import (
    AskByAddress,
    AskErasure,
    AskForPerson,
    ErasureByCode,
    ErasureQuery,
    ExportByCode,
)
from accounts.signing_in import asking, cookies, protecting
from accounts.signing_in.answers import ChallengeView
from accounts.signing_in.challenges import ChallengeOver, CodeWrong
from accounts.staff import members
from accounts.staff.roles import LastOwner, NotYours, PersonNeeded

OPENED_BY = "X-Export-Token"


def register(api: Api) -> None:
    _own(api)
    _of_guests(api)
    _of_staff(api)


def _own(api: Api) -> None:
    @api.get("/privacy", account=True)
    def read_privacy(call: Call) -> PrivacyView:
        """The last copy of one's data, and how long the shop keeps what."""
        return PrivacyView.of(exports_table.read(call.session.account_id))

    @api.post("/privacy/export", status=202, account=True, fresh=True,
              errors=(exporting.ExportUnderWay, TooManyRequests))  # fmt: skip
    def ask_export(call: Call) -> ExportView:
        """Have a copy written of all that is held of who is signed in; a letter says when."""
        person = persons.of_account(call.session.account_id)
        return ExportView.of(exporting.ask(person, call.now))

    @api.get("/privacy/export", account="optional", errors=(NotSignedIn, NotFound))
    def read_export(call: Call) -> ExportView:
        """The copy of who is signed in, or the one that X-Export-Token of the letter opens."""
        return ExportView.of(_opened(call))

    @api.get("/privacy/export/files/{number}", account="optional", errors=(NotSignedIn, NotFound))
    def read_export_file(call: Call, number: str) -> FileContent:
        """One file of it, in base64: whole, in one answer."""
        return FileContent.of(exporting.fetch(_opened(call), number, call.now))

    @api.post("/privacy/erasure", status=202, account=True, fresh=True,
              errors=(LastOwner, erasing.Closing))  # fmt: skip
    def ask_erasure(call: Call, body: AskErasure) -> ErasureView:
        """Erase who is signed in: orders not on their way are cancelled, and nothing comes back."""
        protecting.require_shown(protecting.holder_of(call.session).security, call.session)
        erasure = erasing.ask(persons.of_account(call.session.account_id), "self", call.now)
        return Reply(ErasureView.of(erasure), headers={"Set-Cookie": cookies.signed_out()})


def _of_guests(api: Api) -> None:
    @api.post("/privacy/guests", status=202, own_page=True, errors=(TooManyRequests,))
    def ask_code(call: Call, body: AskByAddress) -> ChallengeView:
        """Mail a code to an address that bought without an account; everybody is told the same."""
        asked = guests.ask(body.email, asking.of(call), call.now)
        return Reply(ChallengeView.of(asked.challenge), headers={"Set-Cookie": list(asked.cookies)})

    @api.post("/privacy/guests/{challenge_id}/export", status=202, own_page=True,
              errors=(CodeWrong, ChallengeOver, exporting.ExportUnderWay,
                      TooManyRequests))  # fmt: skip
    def ask_export_by_code(call: Call, challenge_id: str, body: ExportByCode) -> ExportView:
        """Have a copy written of what is held of the address; its letter goes there."""
        person = guests.proven(challenge_id, body.code, asking.of(call), call.now)
        return ExportView.of(exporting.ask(person, call.now))

    @api.post("/privacy/guests/{challenge_id}/erasure", status=202, own_page=True,
              errors=(CodeWrong, ChallengeOver, TooManyRequests))  # fmt: skip
    def ask_erasure_by_code(call: Call, challenge_id: str, body: ErasureByCode) -> ErasureView:
        """Erase what was done with the address without an account; nothing comes back."""
        person = guests.proven(challenge_id, body.code, asking.of(call), call.now)
        return ErasureView.of(erasing.ask(person, "guest", call.now))


def _of_staff(api: Api) -> None:
    @api.post("/admin/privacy/exports", status=202, permission="accounts:privacy", fresh=True,
              idempotent=True,
              errors=(NotFound, exporting.ExportUnderWay, TooManyRequests))  # fmt: skip
    def ask_export_for(call: Call, body: AskForPerson) -> ExportView:
        """Have a copy written for somebody who asked by letter: it goes to their own address."""
        return ExportView.of(exporting.ask(_person(body), call.now))

    @api.post("/admin/privacy/erasures", status=202, permission="accounts:privacy", fresh=True,
              idempotent=True,
              errors=(NotFound, LastOwner, NotYours, PersonNeeded, erasing.Closing))  # fmt: skip
    def ask_erasure_for(call: Call, body: AskForPerson) -> StaffErasureView:
        """Erase somebody who asked by letter; one of the shop's people only by who may as much."""
        person = _person(body)
        members.require_covering_member(call.by, person.account_id)
        return StaffErasureView.of(erasing.ask(person, call.by.key, call.now))

    @api.get("/admin/privacy/erasures", permission="accounts:privacy")
    def list_erasures(call: Call, query: ErasureQuery) -> Listing[StaffErasureView]:
        """Every erasure, newest first, without whom it erased."""
        start = cursors.open_("accounts.erasures", query.cursor)
        found, next_key = erasures_table.list_all(query.limit, start)
        views = [StaffErasureView.of(erasure) for erasure in found]
        return Listing[StaffErasureView].of(views, cursors.seal("accounts.erasures", next_key))

    @api.get("/admin/privacy/erasures/{erasure_id}", permission="accounts:privacy",
             errors=(NotFound,))  # fmt: skip
    def read_erasure(call: Call, erasure_id: str) -> StaffErasureView:
        erasure = erasures_table.read(erasure_id)
        if erasure is None:
            raise NotFound("There is no such erasure")
        return StaffErasureView.of(erasure)


def _opened(call: Call) -> Export:
    token = call.header(OPENED_BY)
    if token is not None:
        return exporting.opened_by(token, call.now)
    export = exports_table.read(call.session.account_id)
    if export is None:
        raise NotFound("There is no copy; ask for one")
    return export


def _person(body: AskForPerson) -> Person:
    if body.account_id is not None:
        return persons.of_account(body.account_id)
    return persons.of_address(body.email or "")
