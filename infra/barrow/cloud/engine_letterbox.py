"""The mails that a local cloud keeps: the latest, numbered over all that were ever sent.

A thousand orders are thirty megabytes of mails, and nobody reads the old ones: they are let go.
"""

from collections import deque
from collections.abc import Iterable, Sequence

from barrow.cloud.engine import Mail

KEPT = 500


class Letterbox:
    """`first` is the number of the oldest mail that is kept; numbers begin with 0."""

    def __init__(self, kept: int = KEPT) -> None:
        self._mails: deque[Mail] = deque()
        self._kept = kept
        self.first = 0

    def append(self, mail: Mail) -> None:
        self._mails.append(mail)
        if len(self._mails) > self._kept:
            self._mails.popleft()
            self.first += 1

    def restore(self, numbered: Iterable[tuple[int, Mail]]) -> None:
        """Take in mails as they were kept, oldest first."""
        for number, mail in numbered:
            if not self._mails:
                self.first = number
            self._mails.append(mail)

    def all(self) -> Sequence[Mail]:
        return tuple(self._mails)

    @property
    def next(self) -> int:
        """The number of the next mail."""
        return self.first + len(self._mails)

    def since(self, number: int) -> list[tuple[int, Mail]]:
        """The kept mails from `number` on."""
        start = max(number, self.first)
        return [(n, self._mails[n - self.first]) for n in range(start, self.next)]

    def clear(self) -> None:
        self._mails.clear()
        self.first = 0
