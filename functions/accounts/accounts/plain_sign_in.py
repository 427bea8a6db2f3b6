"""The way in for a browser that runs no script: one page, a form for each step.

Asking for a code is answered by a redirect to the page (303) whose address names the challenge, so
that reloading sends no second letter; it tells nothing, since only the browser that asked, with its
cookie, can answer it. What was typed wrong is told beside its field. The way on is a path of this
shop, whatever the form or the Referer says (plain_forms.way_back).
"""

from datetime import datetime
from urllib.parse import urlencode

from shopkit.errors import ShopError, TooManyRequests
from shopkit.forms import Sent
from shopkit.html_answers import unlisted
from shopkit.problems import status_of
from shopkit.routes import Headers, Html, Redirect

from accounts.plain_forms import (
    HOME,
    CodeForm,
    DigitsForm,
    PageForm,
    SecondStepForm,
    way_back,
    way_on_of,
)
from accounts.signing_in import codes, second_factors
from accounts.signing_in.asking import Asker
from accounts.signing_in.challenges import ChallengeOver, CodeWrong
from accounts.signing_in.entering import Entered, SecondStep

INVALID = 422
#: A code of the app has so many digits; a recovery code is longer.
DIGITS = 6
# the form needs its Origin, which `no-referrer` would take away
_PRIVATE: Headers = {"Referrer-Policy": "same-origin"}


def shown(form: Sent[PageForm], *, is_signed_in: bool) -> Html:
    """The page: how to get in, the code that was asked for, or the way out."""
    if form.model and form.model.code_for:
        return _page("code", form.model.next, challenge=form.model.code_for)
    step = "signed_in" if is_signed_in else "ask"
    return _page(step, form.model.next if form.model else HOME)


def ask(form: Sent[CodeForm], asker: Asker, page: str, now: datetime) -> Html | Redirect:
    """`page`: the address that the form was sent from, "" if the browser does not tell."""
    if form.model is None:
        return _page("ask", _next(form, page), form=form, status=INVALID)
    try:
        asked = codes.ask("sign_in", form.model.email, asker, now)
    except ShopError as refusal:
        return _refused("ask", refusal, form, page=page)
    there = urlencode({"code_for": asked.challenge.id, "next": _next(form, page)})
    return Redirect(f"{HOME}?{there}", headers={"Set-Cookie": asked.cookies})


def answer(form: Sent[DigitsForm], asker: Asker, now: datetime) -> Html | Redirect:
    challenge = form.values.get("id", "")
    if form.model is None:
        return _page("code", _next(form), challenge=challenge, form=form, status=INVALID)
    try:
        entered = codes.answer(form.model.id, form.model.code, asker, now)
    except ShopError as refusal:
        return _refused("code", refusal, form, challenge)
    return _on(entered, form.model.next)


def second_step(form: Sent[SecondStepForm], asker: Asker, now: datetime) -> Html | Redirect:
    challenge = form.values.get("id", "")
    if form.model is None:
        return _page("second", _next(form), challenge=challenge, form=form, status=INVALID)
    typed = form.model.code.replace(" ", "").replace("-", "")
    is_of_app = len(typed) == DIGITS and typed.isdecimal()
    enter = second_factors.answer_totp if is_of_app else second_factors.answer_recovery_code
    try:
        entered = enter(form.model.id, typed, asker, now)
    except ShopError as refusal:
        return _refused("second", refusal, form, challenge)
    return _on(entered, form.model.next)


def _on(entered: Entered | SecondStep, there: str) -> Html | Redirect:
    if isinstance(entered, Entered):
        return Redirect(there, headers={"Set-Cookie": entered.cookies})
    return _page("second", there, challenge=entered.challenge.id, set_cookies=entered.cookies)


def _next(form: Sent[CodeForm] | Sent[DigitsForm] | Sent[SecondStepForm], page: str = "") -> str:
    return way_back(form.values["next"]) if "next" in form.values else way_on_of(page)


def _refused(
    step: str,
    refusal: ShopError,
    form: Sent[CodeForm] | Sent[DigitsForm] | Sent[SecondStepForm],
    challenge: str = "",
    page: str = "",
) -> Html:
    told = refusal.detail or refusal.title
    if isinstance(refusal, CodeWrong) and refusal.tries_left:
        told = f"This is not the code. Tries left: {refusal.tries_left}"
    if isinstance(refusal, TooManyRequests):
        told = f"That was too often. Wait {refusal.retry_after} seconds, and try again"
    if isinstance(refusal, ChallengeOver):
        step = "ask"
    status = status_of(refusal)
    there = _next(form, page)
    return _page(step, there, challenge=challenge, form=form, wrong=told, status=status)


def _page(  # noqa: PLR0913
    step: str,
    there: str,
    *,
    challenge: str = "",
    form: Sent[CodeForm] | Sent[DigitsForm] | Sent[SecondStepForm] | None = None,
    wrong: str = "",
    status: int = 200,
    set_cookies: list[str] | None = None,
) -> Html:
    """`step` is ask, code, second or signed_in; `wrong` why the step before was refused."""
    values = {"step": step, "next": there, "challenge": challenge, "form": form, "wrong": wrong}
    headers = _PRIVATE | ({"Set-Cookie": set_cookies} if set_cookies else {})
    return Html("forms/sign_in.html", unlisted("account", HOME, "Sign in"), values, status, headers)
