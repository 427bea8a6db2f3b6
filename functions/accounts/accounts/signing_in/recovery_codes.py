"""Recovery codes: ten, each good once in the place of the authenticator (NIST SP 800-63B, look-up
secrets). 80 random bits each: a SHA-256 is enough to keep them, no slow hash is needed.
"""

import secrets

from shopkit.ids import CROCKFORD, fingerprint

NUMBER = 10
LETTERS = 16

#: What people write for what they see.
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_codes() -> list[str]:
    """Such as `7K4Q-XM2D-9A0Z-TR3W`."""
    return [_new_code() for _ in range(NUMBER)]


def kept(account_id: str, code: str) -> str:
    """What is kept of a code, however it was typed."""
    letters = "".join(c for c in code.upper() if c.isalnum()).translate(_MISREAD)
    return fingerprint(f"{account_id}\n{letters}")


def _new_code() -> str:
    letters = "".join(secrets.choice(CROCKFORD) for _ in range(LETTERS))
    return "-".join(letters[start : start + 4] for start in range(0, LETTERS, 4))
