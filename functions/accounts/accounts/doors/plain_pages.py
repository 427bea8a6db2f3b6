"""The door to pages that need no script: the plain way in, and the end of letters."""

from shopkit import cart_tokens
from shopkit.forms import Form, Sent
from shopkit.http import Api, Call, Html, Redirect

from accounts import plain_sign_in, unsubscribing
from accounts.plain_forms import HOME, CodeForm, DigitsForm, PageForm, SecondStepForm
from accounts.signing_in import asking, cookies, sessions


def register(api: Api) -> None:
    _sign_in(api)
    _unsubscribe(api)


def _unsubscribe(api: Api) -> None:
    @api.page("/unsubscribe/{token}")
    def show_unsubscribe(call: Call, token: str) -> Html:
        """What a letter's link opens: one button. What looks links over ends nothing by it."""
        return unsubscribing.shown(token)

    @api.form("/unsubscribe/{token}", raw=True)
    def unsubscribe(call: Call, token: str) -> Html:
        """No more letters; by the button, or by a mail program's one click (RFC 8058)."""
        return unsubscribing.withdraw(token, call.now)


def _sign_in(api: Api) -> None:
    @api.page("/page", account="optional")
    def show_sign_in(call: Call, form: Sent[PageForm]) -> Html:
        """The way into the account, and out of it: no script is needed."""
        return plain_sign_in.shown(form, is_signed_in=call.account is not None)

    @api.form("/forms/code")
    def ask_by_form(call: Call, form: Sent[CodeForm]) -> Html | Redirect:
        """Have a code sent by mail."""
        page = call.header("Referer") or ""
        return plain_sign_in.ask(form, asking.of(call), page, call.now)

    @api.form("/forms/sign-in")
    def answer_by_form(call: Call, form: Sent[DigitsForm]) -> Html | Redirect:
        """Sign in by the code of the mail."""
        return plain_sign_in.answer(form, asking.of(call), call.now)

    @api.form("/forms/second-step")
    def second_step_by_form(call: Call, form: Sent[SecondStepForm]) -> Html | Redirect:
        """Sign in by a code of the app, or a recovery code, after that."""
        return plain_sign_in.second_step(form, asking.of(call), call.now)

    @api.form("/forms/sign-out", account="optional")
    def sign_out_by_form(call: Call, form: Sent[Form]) -> Redirect:
        """End the session of this browser."""
        if call.account:
            sessions.end(call.account.account_id, call.account.fingerprint)
        left = [*cookies.signed_out(), *cart_tokens.cleared()]
        return Redirect(HOME, headers={"Set-Cookie": left})
