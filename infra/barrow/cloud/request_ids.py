"""Ids of what the local cloud handles: requests, messages, stream records. They guard nothing.

The system's generator gives the interpreter's lock away for each draw, and whoever serves a shop
beside others has to win it back: that was a hundred and thirty times an order.
"""

import random

_chance = random.Random()


def new() -> str:
    """A random UUID, version 4."""
    digits = f"{_chance.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"
