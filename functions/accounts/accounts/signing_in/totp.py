"""TOTP (RFC 6238): six digits of an authenticator app, a new code every 30 seconds.

A code is good for its own 30 seconds and the ones before and after (§5.2: clocks differ, people
type). None is good twice (§5.2 as well): the step of the last one taken is kept, and only later
ones count.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime

from shopkit import people
from shopkit.people import Key
from shopkit.settings import settings

SECONDS = 30
DRIFT = 1


@dataclass(frozen=True)
class Enrolment:
    """What an authenticator is given: `key` in base 32, the same in `uri`, and that as a QR code:
    an SVG path of `size` × `size` modules, a quiet zone of four included.
    """

    key: str
    uri: str
    size: int
    path: str


def new_secret() -> str:
    import pyotp

    # 160 bits, as long as the HMAC's own hash (RFC 4226 §4, R6)
    return pyotp.random_base32()


def step_of(secret: str, code: str, now: datetime, after: int) -> int | None:
    """The step whose code this is, later than `after`; None for no code of now."""
    import pyotp

    totp = pyotp.TOTP(secret)
    current = int(now.timestamp()) // SECONDS
    given = "".join(code.split()).encode()
    found = None
    for step in range(current - DRIFT, current + DRIFT + 1):
        # every step is compared: the time taken does not tell which was near
        is_right = hmac.compare_digest(totp.generate_otp(step).encode(), given)
        if is_right and step > after and found is None:
            found = step
    return found


def enrolment(secret: str, email: str) -> Enrolment:
    import pyotp
    import segno

    shop = settings().shop_name
    uri = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=shop)
    code = segno.make(uri, error="m", micro=False)
    rows = [[bool(module) for module in row] for row in code.matrix_iter(border=4)]
    return Enrolment(secret, uri, len(rows), _path(rows))


def sealed(key: Key, secret: str) -> str:
    return people.seal(key, secret, f"totp:{key.subject}")


def opened(sealed_secret: str, keys: dict[str, Key]) -> str:
    account_id = people.subject_of(sealed_secret)
    secret: str = people.open_(sealed_secret, f"totp:{account_id}", keys)
    return secret


def _path(rows: list[list[bool]]) -> str:
    """The dark modules as horizontal bars: `M4 4h7v1h-7z…`."""
    bars = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                bars.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
            x += 1
    return "".join(bars)
