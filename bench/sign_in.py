"""What sign-in gives away by its time, how many guesses get through, and what a password costs.

Times are processor time of the whole request, the emulated database included: a known and an
unknown address make the same calls, so what differs is the shop's own. Guesses go through the door,
spread over one hour by the shop's clock; one that is answered with 429 was not judged.
"""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from accounts.signing_in import opening, passwords, security_table
from barrow.cloud.environment import applied
from barrow.cloud.moto_engine import MotoEngine
from rich.progress import Progress
from rich.table import Table
from shopkit import settings

from bench.figures import percentile
from tests.shop import Shop, open_shop
from tests.signing_in import PASSPHRASE, Browser, mailed

HOUR = 3600
#: Lambda gives processor time in proportion to memory: one whole processor at so many MB
#: (AWS Lambda developer guide, "Configure Lambda function memory").
WHOLE_PROCESSOR_MB = 1769
#: (KiB, passes): OWASP's equivalent choices, and larger ones.
COSTS = ((7168, 5), (12288, 3), (19456, 2), (47104, 1), (65536, 1), (65536, 2), (65536, 3))
MEMORY_MB = (512, 1024, 1769)


@dataclass(frozen=True)
class Compared:
    """Seconds for addresses with an account, and without."""

    known: list[float]
    unknown: list[float]

    @property
    def told_apart(self) -> float:
        """How often the slower of one of each is the known one: 0.5 tells nothing (the area under
        the ROC curve, Mann and Whitney's U over the number of pairs).
        """
        slower = sum(
            (known > unknown) + 0.5 * (known == unknown)
            for known in self.known
            for unknown in self.unknown
        )
        return slower / (len(self.known) * len(self.unknown))


@dataclass(frozen=True)
class Attack:
    guesses: int
    judged: int


@contextmanager
def _shop() -> Iterator[Shop]:
    """With passwords as a deployed shop hashes them."""
    variables = {"BARROW_ARGON2_KIB": "65536", "BARROW_ARGON2_PASSES": "2"}
    with applied(variables):
        settings.forget()
        try:
            with open_shop(MotoEngine()) as shop:
                yield shop
        finally:
            settings.forget()
    settings.forget()


def measure_times(repetitions: int, progress: Progress) -> dict[str, Compared]:
    """By what was asked: a password that is wrong, a code for the first and for the second time."""
    number = max(20, repetitions // 3)
    taken: dict[str, Compared] = {
        name: Compared([], [])
        for name in ("a wrong password", "a first code, sign-in", "a first code, sign-up")
    }
    with _shop() as shop:
        accounts = [f"known{n}@example.com" for n in range(number)]
        kept = passwords.hashed(PASSPHRASE)
        for email in progress.track(accounts, description="accounts"):
            _give_password(opening.open_account(email, shop.now).id, kept)
        strangers = [f"unknown{n}@example.com" for n in range(number)]
        # each address is asked once for each thing, from a network of its own, in random order
        asked = [(email, True) for email in accounts] + [(email, False) for email in strangers]
        random.Random(5).shuffle(asked)
        for place, (email, known) in enumerate(
            progress.track(asked, description="known and unknown")
        ):
            browser = Browser(shop, viewer=f"10.{place // 250}.{place % 250}.1")
            requests: dict[str, Callable[[], object]] = {
                "a wrong password": lambda: browser.post(  # noqa: B023 — called in this turn
                    "/accounts/sign-in/password",
                    {"email": email, "password": f"not it, {place}"},  # noqa: B023
                ),
                "a first code, sign-in": lambda: browser.post(  # noqa: B023
                    "/accounts/sign-in/code",
                    {"email": email},  # noqa: B023
                ),
                "a first code, sign-up": lambda: browser.post(  # noqa: B023
                    "/accounts/sign-up",
                    {"email": email},  # noqa: B023
                ),
            }
            for name, request in requests.items():
                shop.advance(60)
                started = time.thread_time()
                request()
                seconds = time.thread_time() - started
                one = taken[name]
                (one.known if known else one.unknown).append(seconds)
    return taken


def measure_attacks(guesses: int, progress: Progress) -> dict[str, Attack]:
    """How many of so many guesses within an hour were judged at all."""
    found: dict[str, Attack] = {}
    networks = [f"{10 + n // 65536}.{n // 256 % 256}.{n % 256}.1" for n in range(guesses)]
    with _shop() as shop:
        opening.open_account("ada@example.com", shop.now)

        def password(email: str, guess: str, viewer: str) -> int:
            sent = {"email": email, "password": guess}
            return Browser(shop, viewer=viewer).post("/accounts/sign-in/password", sent).status

        def run(name: str, guess: Callable[[int], bool]) -> None:
            judged = 0
            for n in progress.track(range(guesses), description=name):
                judged += guess(n)
                shop.advance(HOUR / guesses)
            found[name] = Attack(guesses, judged)
            shop.advance(2 * HOUR)

        run(
            "one account, a password each, from as many networks",
            lambda n: password("ada@example.com", f"guess number {n}", networks[n]) == 422,
        )
        run(
            "as many accounts, one password, from one network",
            lambda n: password(f"user{n}@example.com", "the same one", "198.51.100.7") == 422,
        )
        run(
            "as many accounts, one password, from as many networks",
            lambda n: password(f"user{n}@example.com", "the same one", networks[n]) == 422,
        )
        codes = _Codes(shop, networks)
        run("one account, mailed codes, from as many networks", codes.guess)
    return found


class _Codes:
    """Guesses at codes mailed to one address: five at each challenge, and then another one."""

    def __init__(self, shop: Shop, networks: Sequence[str]) -> None:
        self._shop = shop
        self._networks = networks
        self._browser: Browser | None = None
        self._challenge, self._wrong, self._left = "", "", 0

    def guess(self, n: int) -> bool:
        if self._left == 0 or self._browser is None:
            self._browser = Browser(self._shop, viewer=self._networks[n])
            asked = self._browser.post("/accounts/sign-in/code", {"email": "ada@example.com"})
            if asked.status != 202:
                return False
            self._challenge, self._left = asked.json["id"], 5
            self._wrong = f"{(int(mailed(self._challenge)['code']) + 1) % 10**6:06d}"
        answer = self._browser.post(
            f"/accounts/sign-in/code/{self._challenge}", {"code": self._wrong}
        )
        if answer.status == 429:
            self._left = 0
            return False
        self._left -= 1
        return bool(answer.status == 422)


def measure_hashing(rounds: int = 9) -> dict[tuple[int, int], float]:
    """Seconds of processor time of one check, by memory and passes: the median."""
    from argon2 import PasswordHasher

    taken = {}
    for kib, passes in COSTS:
        hasher = PasswordHasher(time_cost=passes, memory_cost=kib, parallelism=1)
        kept = hasher.hash(PASSPHRASE)
        times = []
        for _ in range(rounds):
            started = time.process_time()
            hasher.verify(kept, PASSPHRASE)
            times.append(time.process_time() - started)
        taken[kib, passes] = percentile(times, 50)
    return taken


def _give_password(account_id: str, kept: str) -> None:
    def decide(security: Any) -> tuple[Any, list[Any], None]:
        return replace(security, password=kept, password_at="2026-03-02T09:00:00Z"), [], None

    security_table.change(account_id, decide)


def times_table(measured: Mapping[str, Compared]) -> Table:
    made = Table(title="Sign-in: has the address an account?", caption=TIMES)
    made.add_column("asked for")
    for name in ("with, p50", "without, p50", "apart", "told apart"):
        made.add_column(name, justify="right")
    for name, one in measured.items():
        known, unknown = percentile(one.known, 50), percentile(one.unknown, 50)
        made.add_row(
            name,
            f"{known * 1000:.2f} ms",
            f"{unknown * 1000:.2f} ms",
            f"{(known - unknown) * 1000:+.2f} ms",
            f"{one.told_apart:.2f}",
        )
    return made


def attacks_table(measured: Mapping[str, Attack]) -> Table:
    made = Table(title="Sign-in: guesses within one hour", caption=ATTACKS)
    made.add_column("attack")
    made.add_column("guesses", justify="right")
    made.add_column("judged", justify="right")
    for name, attack in measured.items():
        made.add_row(name, f"{attack.guesses:,}", f"{attack.judged:,}")
    return made


def hashing_table(measured: Mapping[tuple[int, int], float]) -> Table:
    made = Table(title="One password's check (argon2id, one lane)", caption=HASHING)
    made.add_column("memory, passes")
    made.add_column("processor", justify="right")
    for memory in MEMORY_MB:
        made.add_column(f"at {memory:,} MB", justify="right")
    for (kib, passes), seconds in measured.items():
        shown = [f"{seconds * WHOLE_PROCESSOR_MB / memory * 1000:.0f} ms" for memory in MEMORY_MB]
        made.add_row(f"{kib / 1024:g} MiB, {passes}", f"{seconds * 1000:.0f} ms", *shown)
    return made


TIMES = (
    "Processor time of a request, emulated database included. Told apart: how often, of one address"
    " with and one without an account, the slower is the one with; 0.50 tells nothing."
)
ATTACKS = "Judged: the guess was compared; all others were answered with 429 before."
HASHING = (
    "The processor time measured, over the share of a processor that Lambda gives a function of"
    f" that memory: all of one at {WHOLE_PROCESSOR_MB:,} MB."
)
