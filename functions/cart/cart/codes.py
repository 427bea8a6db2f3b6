"""Codes that shoppers enter. The shop runs no promotion and sells no gift card: none is known."""

from datetime import datetime
from typing import NoReturn

from cart import editing
from cart.editing import Shown
from cart.refusals import CodeUnknown


def refuse_code(cart_id: str, opener: Shown, code: str, now: datetime) -> NoReturn:
    """Raises CodeUnknown on a cart that `opener` opens; NotFound or CartOrdered before that."""
    editing.open_for_edits(cart_id, opener, now)
    raise CodeUnknown(f"There is no code {code}")
