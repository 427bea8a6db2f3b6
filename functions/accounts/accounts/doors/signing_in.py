"""The ways in and out: for who is not signed in yet, and for who was. A page of another site may
send none of it.
"""

from shopkit import cart_tokens
from shopkit import sessions as kept_sessions
from shopkit.errors import NotFound, TooManyRequests
from shopkit.http import Api, Call

from accounts.signing_in import (
    answers,
    asking,
    by_passkey,
    by_password,
    codes,
    cookies,
    lost,
    second_factors,
    security_answers,
    security_table,
    sessions,
    stopping,
)
from accounts.signing_in.answers import ChallengeView, LostView, SessionView, SignInView
from accounts.signing_in.challenges import ChallengeOver, CodeWrong
from accounts.signing_in.entering import Entered, SecondStep
from accounts.signing_in.opening import AccountClosing
from accounts.signing_in.passkeys import PasskeyRefused, PasskeysUnavailable
from accounts.signing_in.passwords import WrongCredentials
from accounts.signing_in.requests import (
    AnswerCode,
    AnswerPasskey,
    AnswerRecoveryCode,
    AnswerSecondFactor,
    AskForCode,
    Nothing,
    SecondStepLost,
    SignInByPassword,
    SignUp,
    Stop,
)
from accounts.signing_in.security_answers import OptionsView

STEP = (CodeWrong, ChallengeOver, AccountClosing, TooManyRequests)


def register(api: Api) -> None:
    @api.post("/sign-up", status=202, own_page=True, errors=(TooManyRequests,))
    def sign_up(call: Call, body: SignUp) -> ChallengeView:
        """Have a code mailed that opens an account, or signs in where there is one."""
        asker = asking.of(call)
        asked = codes.ask(
            "sign_up", body.email, asker, call.now, name=body.name, language=body.language
        )
        return answers.asked(asked)

    @api.post("/sign-in/code", status=202, own_page=True, errors=(TooManyRequests,))
    def ask_for_code(call: Call, body: AskForCode) -> ChallengeView:
        """Have a code mailed that signs in; the answer is the same for every address."""
        asker = asking.of(call)
        return answers.asked(
            codes.ask("sign_in", body.email, asker, call.now, language=body.language)
        )

    @api.post("/recovery", status=202, own_page=True, errors=(TooManyRequests,))
    def recover(call: Call, body: AskForCode) -> ChallengeView:
        """As asking for a code, by who has lost something; the letter says what to do."""
        asker = asking.of(call)
        return answers.asked(
            codes.ask("recovery", body.email, asker, call.now, language=body.language)
        )

    @api.post("/sign-in/code/{challenge_id}", own_page=True, errors=STEP)
    def answer_code(call: Call, challenge_id: str, body: AnswerCode) -> SignInView:
        """Come in by the code, in the browser that asked for it."""
        code = "".join(body.code.split())
        return _in(codes.answer(challenge_id, code, asking.of(call), call.now), call)

    @api.post("/sign-in/password", own_page=True,
              errors=(WrongCredentials, AccountClosing, TooManyRequests))  # fmt: skip
    def sign_in_by_password(call: Call, body: SignInByPassword) -> SignInView:
        """Come in by a password, or go on to the second step."""
        return _in(by_password.sign_in(body.email, body.password, asking.of(call), call.now), call)

    @api.post("/sign-in/passkey/options", own_page=True, errors=(PasskeysUnavailable,))
    def offer_passkeys(call: Call, body: Nothing) -> OptionsView:
        """What navigator.credentials.get is called with."""
        return OptionsView.of(by_passkey.options(call.now))

    @api.post("/sign-in/passkey", own_page=True,
              errors=(PasskeyRefused, ChallengeOver, AccountClosing))  # fmt: skip
    def sign_in_by_passkey(call: Call, body: AnswerPasskey) -> SignInView:
        """Come in by the passkey that the browser was shown; it says whose it is."""
        return _in(by_passkey.sign_in(body.id, body.credential, asking.of(call), call.now), call)

    @api.post("/sign-in/second-factor", own_page=True, errors=STEP)
    def answer_second_factor(call: Call, body: AnswerSecondFactor) -> SignInView:
        """Come in by the authenticator's code, after the first step."""
        return _in(second_factors.answer_totp(body.id, body.code, asking.of(call), call.now), call)

    @api.post("/sign-in/recovery-code", own_page=True, errors=STEP)
    def answer_recovery_code(call: Call, body: AnswerRecoveryCode) -> SignInView:
        """Come in by a recovery code in the authenticator's place; it is used up."""
        asker = asking.of(call)
        return _in(second_factors.answer_recovery_code(body.id, body.code, asker, call.now), call)

    @api.post("/sign-in/second-factor/lost", own_page=True,
              errors=(ChallengeOver, lost.AskAnOwner))  # fmt: skip
    def lose_second_factors(call: Call, body: SecondStepLost) -> LostView:
        """Begin the wait after which the second factors fall."""
        return security_answers.lost_view(lost.begin(body.id, asking.of(call), call.now))

    @api.post("/sign-in/second-factor/lost/finish", own_page=True,
              errors=(ChallengeOver, lost.AskAnOwner, lost.NotYet))  # fmt: skip
    def finish_recovery(call: Call, body: SecondStepLost) -> SignInView:
        """The wait is over: come in, without second factors."""
        return _in(lost.finish(body.id, asking.of(call), call.now), call)

    @api.post("/recovery/stop", status=204, own_page=True, errors=(NotFound,))
    def stop_recovery(call: Call, body: Stop) -> None:
        """By the link of the letter that told of it."""
        account_id, token = stopping.taken_apart(body.token)
        lost.stop(account_id, call.now, token)

    @api.get("/session", account="optional")
    def read_session(call: Call) -> SessionView:
        """Who is signed in; never a refusal."""
        return _session_view(call)

    @api.post("/sign-out", status=204, own_page=True, account="optional")
    def sign_out(call: Call, body: Nothing) -> None:
        """End this session; nothing of the account stays in the browser."""
        if call.account is not None:
            sessions.end(call.account.account_id, call.account.fingerprint)
        return signed_out()


def _in(result: Entered | SecondStep, call: Call) -> SignInView:
    if isinstance(result, Entered):
        _end_other(call, result.session.account_id)
        return answers.signed_in(result)
    recovery = None
    if result.by_mail:
        recovery = security_answers.lost_view(lost.state_of(result.holder.security, call.now))
    return answers.second_step(result, recovery)


def _end_other(call: Call, account_id: str) -> None:
    """The session of another account that this browser had: it is not left behind, unseen."""
    before = kept_sessions.read(kept_sessions.token_of(call.headers), call.now)
    if before is not None and before.account_id != account_id:
        sessions.end(before.account_id, before.fingerprint)


def _session_view(call: Call) -> SessionView:
    if call.account is None:
        return SessionView.of(None)
    security = security_table.read(call.account.account_id)
    stands = lost.state_of(security, call.now)
    waiting = stands.until if stands.state in {lost.WAITING, lost.READY} else None
    return SessionView.of(call.account, waiting)


def signed_out() -> None:
    """Nothing of the account stays in the browser."""
    return cookies.sent_with(None, [*cookies.signed_out(), *cart_tokens.cleared()])
