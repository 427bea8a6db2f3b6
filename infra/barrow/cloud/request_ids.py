"""Ids of what the local cloud handles: requests, messages, stream records. They guard nothing.

The system's generator gives the interpreter's lock away for each draw, and whoever serves a shop
beside others has to win it back: that was a hundred and thirty times an order.
"""

import uuid
from itertools import count

_of_this_process = str(uuid.uuid4())[:24]
_count = count()


def new() -> str:
    """A UUID that no other process makes, a fork aside: the end of a random one is counted up."""
    return f"{_of_this_process}{next(_count):012x}"
