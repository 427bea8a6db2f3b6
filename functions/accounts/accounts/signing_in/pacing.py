"""How fast somebody may try: so many in any hour, and each a little later than the one before.

    tries in the last hour   0   1   2   3   4    5    6    7    8     9
    seconds to wait          0   0   0   3   6   12   24   48   96   192

The delays keep a hand at the keyboard going and make a program's guesses few long before the hour's
number is used up (OWASP Authentication Cheat Sheet, "Login Throttling"). Times are in epoch
milliseconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

HOUR = 3_600_000


@dataclass(frozen=True)
class Pace:
    """At most `most` tries in any `window` (ms), the first `free` of them without a delay; then
    `delay` ms, doubled by each further one.
    """

    most: int
    free: int = 3
    delay: int = 3_000
    window: int = HOUR


def taken(tries: Sequence[int], now: int, pace: Pace) -> list[int] | int:
    """The tries with one more at `now`, or in how many ms the next one may be made."""
    recent = [at for at in tries if at > now - pace.window][-pace.most :]
    if len(recent) >= pace.most:
        return max(1, recent[0] + pace.window - now)
    if len(recent) >= pace.free and recent:
        delay = pace.delay << (len(recent) - pace.free)
        may = recent[-1] + min(delay, pace.window)
        if now < may:
            return may - now
    return [*recent, now]


def given_back(tries: list[int], at: int) -> list[int]:
    """Without the try that was made at `at`: it was no guess."""
    kept = list(tries)
    if at in kept:
        kept.remove(at)
    return kept
