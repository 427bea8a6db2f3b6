"""What goes along with the writes of one request, in their own transaction.

The table asks it before each write; auditing.py is who answers.
"""

from collections.abc import Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # the table knows its companions, not they it
    from shopkit.table import Write


class Companion(Protocol):
    def beside(self, actions: "Sequence[Write]") -> "Write | None":
        """What is to be done with `actions`, all or none; None for nothing."""

    def done(self) -> None:
        """It is done."""


#: Of the request that is being served, in this thread.
goes_along: ContextVar[Companion | None] = ContextVar("goes_along", default=None)
