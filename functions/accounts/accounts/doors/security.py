"""How an account is signed in to: what its owner sees and changes of it. What is dangerous needs a
session that was confirmed in the last minutes (`fresh`), and gives it a new token.
"""

from shopkit.errors import Invalid, NotFound, SecondFactorNeeded, TooManyRequests
from shopkit.http import Api, Call
from shopkit.models import Listing

from accounts.doors.signing_in import signed_out
from accounts.signing_in import (
    address_back,
    answers,
    asking,
    email_change,
    enrolling,
    entering,
    lost,
    passkeys,
    passkeys_table,
    protecting,
    reauthenticating,
    security_answers,
    sessions,
    stopping,
)
from accounts.signing_in.answers import ChallengeView, SessionView
from accounts.signing_in.challenges import ChallengeOver, CodeWrong
from accounts.signing_in.cookies import sent_with
from accounts.signing_in.opening import AccountClosing
from accounts.signing_in.passkeys import PasskeyRefused, PasskeysFull, PasskeysUnavailable
from accounts.signing_in.protecting import LastSecondFactor
from accounts.signing_in.reauthenticating import StrongerFactorNeeded
from accounts.signing_in.requests import (
    AnswerSecondFactor,
    Confirm,
    ConfirmAddress,
    EndSessions,
    NewAddress,
    NewPasskey,
    NewPassword,
    Nothing,
    RenamePasskey,
    Stop,
)
from accounts.signing_in.security_answers import (
    AddressChangeView,
    EnrolmentView,
    KeptSession,
    OptionsView,
    PasskeyView,
    RecoveryCodes,
    SecurityView,
)

CODES = (CodeWrong, ChallengeOver, TooManyRequests)


def register(api: Api) -> None:
    _confirming(api)
    _passwords_and_totp(api)
    _passkeys(api)
    _sessions(api)
    _address(api)


def _confirming(api: Api) -> None:
    @api.post("/reauthentication/code", status=202, account=True,
              errors=(StrongerFactorNeeded, TooManyRequests))  # fmt: skip
    def ask_for_confirmation_code(call: Call, body: Nothing) -> ChallengeView:
        """Have a code mailed to the account's address."""
        return answers.asked(reauthenticating.ask_for_code(call.session, asking.of(call), call.now))

    @api.post("/reauthentication/passkey/options", account=True, errors=(PasskeysUnavailable,))
    def offer_own_passkeys(call: Call, body: Nothing) -> OptionsView:
        return OptionsView.of(reauthenticating.passkey_options(call.session, call.now))

    @api.post("/reauthentication", account=True,
              errors=(*CODES, Invalid, PasskeyRefused, StrongerFactorNeeded))  # fmt: skip
    def confirm(call: Call, body: Confirm) -> SessionView:
        """Say once more who you are; for ten minutes, what is dangerous is open then."""
        changed = reauthenticating.confirm(call.session, body, asking.of(call), call.now)
        return sent_with(SessionView.of(changed.session), changed.cookies)


def _passwords_and_totp(api: Api) -> None:
    @api.get("/security", account=True)
    def read_security(call: Call) -> SecurityView:
        """All ways in, and what is under way."""
        return security_answers.security_view(call.session, call.now)

    @api.put("/security/password", status=204, account=True, fresh=True, errors=(Invalid,))
    def set_password(call: Call, body: NewPassword) -> None:
        """Set a password, or another; every other session ends."""
        asker = asking.of(call)
        changed = protecting.set_password(call.session, body.password, asker, call.now)
        return sent_with(None, changed.cookies)

    @api.delete("/security/password", status=204, account=True, fresh=True, errors=(NotFound,))
    def remove_password(call: Call) -> None:
        changed = protecting.remove_password(call.session, asking.of(call), call.now)
        return sent_with(None, changed.cookies)

    @api.post("/security/totp", account=True, fresh=True, errors=(SecondFactorNeeded,))
    def begin_totp(call: Call, body: Nothing) -> EnrolmentView:
        """A key for an authenticator, which is kept once its first code came back."""
        challenge, given, set_cookies = enrolling.begin(call.session, asking.of(call), call.now)
        return sent_with(EnrolmentView.of(challenge, given), set_cookies)

    @api.put("/security/totp", account=True, fresh=True, errors=(*CODES, SecondFactorNeeded))
    def turn_totp_on(call: Call, body: AnswerSecondFactor) -> RecoveryCodes:
        """The authenticator's first code; the answer's recovery codes are shown this once."""
        asker = asking.of(call)
        changed, codes = enrolling.confirm(call.session, body.id, body.code, asker, call.now)
        return sent_with(RecoveryCodes(recovery_codes=codes), changed.cookies)

    @api.delete("/security/totp", status=204, account=True, fresh=True,
                errors=(NotFound, LastSecondFactor, SecondFactorNeeded))  # fmt: skip
    def turn_totp_off(call: Call) -> None:
        """The authenticator and the recovery codes open nothing any more."""
        changed = protecting.turn_totp_off(call.session, asking.of(call), call.now)
        return sent_with(None, changed.cookies)

    @api.post("/security/recovery-codes", account=True, fresh=True, errors=(NotFound,))
    def renew_recovery_codes(call: Call, body: Nothing) -> RecoveryCodes:
        """Ten new ones, shown this once; the old ones are dead."""
        asker = asking.of(call)
        changed, codes = protecting.renew_recovery_codes(call.session, asker, call.now)
        return sent_with(RecoveryCodes(recovery_codes=codes), changed.cookies)

    @api.delete("/security/recovery", status=204, account=True, errors=(NotFound,))
    def stop_own_recovery(call: Call) -> None:
        """Nothing is lost: from any session of the account."""
        lost.stop(call.session.account_id, call.now)


def _passkeys(api: Api) -> None:
    @api.post("/security/passkeys/options", account=True, fresh=True,
              errors=(PasskeysUnavailable, PasskeysFull, SecondFactorNeeded))  # fmt: skip
    def offer_new_passkey(call: Call, body: Nothing) -> OptionsView:
        """What navigator.credentials.create is called with."""
        holder = protecting.holder_of(call.session)
        protecting.require_shown(holder.security, call.session)
        person = entering.told_to(holder)
        listed = passkeys_table.list_passkeys(holder.id)
        return OptionsView.of(
            passkeys.creation_options(
                _adding(call), holder.id, person["email"], person["name"], listed, call.now
            )
        )

    @api.post("/security/passkeys", status=201, account=True, fresh=True,
              errors=(PasskeyRefused, ChallengeOver, SecondFactorNeeded))  # fmt: skip
    def add_passkey(call: Call, body: NewPasskey) -> PasskeyView:
        """Keep the passkey that the browser made; it verifies its user, so the session is strong
        from then on.
        """
        holder = protecting.holder_of(call.session)
        passkey, writes = passkeys.made(
            _adding(call), body.id, body.credential, holder.key, body.name, call.now
        )
        changed = protecting.add_passkey(holder, call.session, writes, asking.of(call), call.now)
        return sent_with(PasskeyView.of(passkey, holder), changed.cookies)

    @api.patch("/security/passkeys/{passkey_id}", account=True, fresh=True, errors=(NotFound,))
    def rename_passkey(call: Call, passkey_id: str, body: RenamePasskey) -> PasskeyView:
        passkey, holder = protecting.rename_passkey(call.session, passkey_id, body.name)
        return PasskeyView.of(passkey, holder)

    @api.delete("/security/passkeys/{passkey_id}", status=204, account=True, fresh=True,
                errors=(NotFound, LastSecondFactor, SecondFactorNeeded))  # fmt: skip
    def remove_passkey(call: Call, passkey_id: str) -> None:
        """It opens nothing any more; every other session ends."""
        asker = asking.of(call)
        changed = protecting.remove_passkey(call.session, passkey_id, asker, call.now)
        return sent_with(None, changed.cookies)


def _sessions(api: Api) -> None:
    @api.get("/sessions", account=True)
    def list_sessions(call: Call) -> Listing[KeptSession]:
        """Every browser that is signed in, the last used first."""
        listed = sessions.of_account(call.session.account_id, call.now)
        return Listing[KeptSession].of([KeptSession.of(one, call.session) for one in listed], None)

    @api.delete("/sessions/{session_id}", status=204, account=True, errors=(NotFound,))
    def end_session(call: Call, session_id: str) -> None:
        """Sign out that browser."""
        sessions.end_one(call.session.account_id, session_id, call.now)

    @api.delete("/sessions", status=204, account=True)
    def end_sessions(call: Call, query: EndSessions) -> None:
        """Sign out every other browser, or with `all` this one as well."""
        except_ = None if query.all else call.session.fingerprint
        sessions.end_all(call.session.account_id, except_)
        if query.all:
            return signed_out()
        return None


def _address(api: Api) -> None:
    @api.post("/email-change", status=202, account=True, fresh=True,
              errors=(Invalid, TooManyRequests))  # fmt: skip
    def change_address(call: Call, body: NewAddress) -> ChallengeView:
        """Have a code mailed to the new address, and one to the present."""
        return answers.asked(email_change.ask(call.session, body.email, asking.of(call), call.now))

    @api.post("/email-change/finish", account=True, fresh=True,
              errors=(NotFound, email_change.NotYet, email_change.AddressTaken,
                      AccountClosing))  # fmt: skip
    def finish_address_change(call: Call, body: Nothing) -> AddressChangeView:
        """The wait is over that a change without the present address's code has."""
        changed, change = email_change.finish(call.session, asking.of(call), call.now)
        return sent_with(AddressChangeView.of(change), changed.cookies)

    @api.post("/email-change/stop", status=204, own_page=True,
              errors=(NotFound, email_change.AddressTaken, AccountClosing))  # fmt: skip
    def stop_address_change(call: Call, body: Stop) -> None:
        """By the link of the letter to the former address: everybody is signed out."""
        account_id, token = stopping.taken_apart(body.token)
        address_back.stop(account_id, token, call.now)

    @api.post("/email-change/{challenge_id}", account=True, fresh=True,
              errors=(*CODES, email_change.AddressTaken, AccountClosing))  # fmt: skip
    def confirm_address(call: Call, challenge_id: str, body: ConfirmAddress) -> AddressChangeView:
        """Both codes change it at once; the new address's alone begins a wait."""
        changed, change = email_change.confirm(
            call.session, challenge_id, _digits(body.new_code) or "", _digits(body.old_code),
            asking.of(call), call.now,
        )  # fmt: skip
        return sent_with(AddressChangeView.of(change), changed.cookies)

    @api.delete("/email-change", status=204, account=True, errors=(NotFound,))
    def give_up_address_change(call: Call) -> None:
        email_change.give_up(call.session)


def _digits(code: str | None) -> str | None:
    return None if code is None else "".join(code.split())


def _adding(call: Call) -> str:
    return f"add:{call.session.id}"
