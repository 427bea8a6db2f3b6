"""Whatever people do one after another: a session opens something exactly while it may, and a code
is good once, in its browser, for its minutes and its five tries.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from barrow.cloud.moto_engine import MotoEngine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from tests.shop import open_shop
from tests.signing_in import ADA, PASSPHRASE, Browser, mailed

IDLE, LIFE, FRESH = timedelta(days=14), timedelta(days=90), timedelta(minutes=10)


@dataclass
class Expected:
    """What is to be true of one session's token."""

    used: datetime
    created: datetime
    confirmed: datetime
    ended: bool = False

    def stands(self, now: datetime) -> bool:
        return not self.ended and now < min(self.used + IDLE, self.created + LIFE)


@dataclass
class Asked:
    """A code that was mailed."""

    browser: Browser
    id: str
    code: str
    ends: datetime
    token: str
    tries: int = 0
    used: bool = False


class SignInMachine(RuleBasedStateMachine):
    """One account, three browsers of its owner; codes and passwords; every step by the doors."""

    codes = Bundle("codes")

    @initialize()
    def opens(self) -> None:
        self._open = open_shop(MotoEngine())
        self.shop = self._open.__enter__()
        self.browsers = [Browser(self.shop, viewer=f"10.0.{n}.1") for n in range(3)]
        self.tokens: dict[str, Expected] = {}
        self.password = False
        self.browsers[0].sign_in(ADA)
        self._begun(self.browsers[0])

    @rule(target=codes, n=st.integers(0, 2))
    def somebody_asks_for_a_code(self, n: int) -> Any:
        browser = self.browsers[n]
        answer = browser.post("/accounts/sign-in/code", {"email": ADA})
        assert answer.status in {202, 429}
        if answer.status == 429:
            return None
        challenge = answer.json["id"]
        ends = self.shop.now + timedelta(minutes=10)
        token = browser.cookies["browser"]
        return Asked(browser, challenge, mailed(challenge)["code"], ends, token)

    @rule(asked=codes, right=st.booleans(), elsewhere=st.booleans())
    def somebody_types_a_code(self, asked: Asked | None, right: bool, elsewhere: bool) -> None:
        if asked is None:
            return
        browser = asked.browser
        if elsewhere:
            browser = self.browsers[(self.browsers.index(browser) + 1) % 3]
        code = asked.code if right else f"{(int(asked.code) + 1) % 10**6:06d}"
        before = browser.cookies.get("session")
        is_open = (
            not asked.used
            and asked.tries < 5
            and self.shop.now < asked.ends
            and browser.cookies.get("browser") == asked.token
        )

        answer = browser.post(f"/accounts/sign-in/code/{asked.id}", {"code": code})

        if answer.status == 429:
            return
        asked.tries += is_open
        if is_open and right:
            assert answer.status == 200, answer.text
            asked.used = True
            self._ended(before)
            self._begun(browser)
        elif is_open:
            assert (answer.status, answer.json["tries_left"]) == (422, 5 - asked.tries)
        else:
            assert answer.status == 409, answer.text

    @rule(n=st.integers(0, 2))
    def somebody_signs_out(self, n: int) -> None:
        token = self.browsers[n].cookies.get("session")
        assert self.browsers[n].post("/accounts/sign-out").status == 204
        self._ended(token)

    @rule(n=st.integers(0, 2), this_too=st.booleans())
    def somebody_signs_the_others_out(self, n: int, this_too: bool) -> None:
        browser = self.browsers[n]
        own = browser.cookies.get("session")
        path = "/accounts/sessions" + ("?all=true" if this_too else "")
        status = browser.delete(path).status
        stood = own is not None and self.tokens[own].stands(self.shop.now)
        assert status == (204 if stood else 401)
        if stood:
            for token, expected in self.tokens.items():
                expected.ended |= this_too or token != own
            self._used(own)

    @rule(n=st.integers(0, 2))
    def somebody_sets_a_password(self, n: int) -> None:
        browser = self.browsers[n]
        own = browser.cookies.get("session")
        expected = self.tokens[own] if own else None
        status = browser.put("/accounts/security/password", {"password": PASSPHRASE}).status
        if expected is None or not expected.stands(self.shop.now):
            assert status == 401
        elif self.shop.now >= expected.confirmed + FRESH:
            assert status == 403
            self._used(own)
        else:
            assert status == 204
            self.password = True
            renewed = Expected(self.shop.now, expected.created, expected.confirmed)
            for one in self.tokens.values():
                one.ended = True
            self.tokens[browser.token] = renewed

    @rule(n=st.integers(0, 2), right=st.booleans())
    def somebody_types_the_password(self, n: int, right: bool) -> None:
        browser = self.browsers[n]
        before = browser.cookies.get("session")
        sent = {"email": ADA, "password": PASSPHRASE if right else "something else"}
        status = browser.post("/accounts/sign-in/password", sent).status
        if status == 429:
            return
        assert status == (200 if right and self.password else 422)
        if status == 200:
            self._ended(before)
            self._begun(browser)

    @rule(minutes=st.sampled_from([1, 9, 60, 24 * 60, 13 * 24 * 60, 15 * 24 * 60]))
    def time_passes(self, minutes: int) -> None:
        self.shop.advance(minutes * 60)

    @invariant()
    def every_token_that_ever_was_opens_exactly_what_it_may(self) -> None:
        now = self.shop.now
        for token, expected in self.tokens.items():
            is_in = Browser(self.shop, cookies={"session": token}).who["signed_in"]
            assert is_in == expected.stands(now)
            if is_in:
                self._used(token)

    def _begun(self, browser: Browser) -> None:
        now = self.shop.now
        assert browser.token not in self.tokens
        self.tokens[browser.token] = Expected(now, now, now)

    def _ended(self, token: str | None) -> None:
        if token is not None:
            self.tokens[token].ended = True

    def _used(self, token: str | None) -> None:
        """Uses are noted every quarter of an hour, so that is how exactly they count."""
        expected = self.tokens[token or ""]
        if self.shop.now >= expected.used + timedelta(minutes=15):
            expected.used = self.shop.now

    def teardown(self) -> None:
        if hasattr(self, "_open"):
            self._open.__exit__(None, None, None)


TestSignInMachine = SignInMachine.TestCase
TestSignInMachine.settings = settings(
    max_examples=8,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
