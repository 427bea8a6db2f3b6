"""The mails that a local cloud keeps: the latest, numbered over all that were ever sent.

A thousand orders are thirty megabytes of mails, and nobody reads the old ones: they are let go.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence

from barrow.cloud.engine import Mail

KEPT = 500


class Letterbox:
    """Mails are numbered from 0, forgotten ones are missing; `next` is the next one's number."""

    def __init__(self, kept: int = KEPT) -> None:
        self._mails: deque[tuple[int, Mail]] = deque()
        self._kept = kept
        self._forgotten: list[int] = []
        self.next = 0

    @property
    def first(self) -> int:
        """The number of the oldest mail that is kept."""
        return self._mails[0][0] if self._mails else self.next

    def append(self, mail: Mail) -> None:
        self._mails.append((self.next, mail))
        self.next += 1
        if len(self._mails) > self._kept:
            self._mails.popleft()

    def restore(self, numbered: Iterable[tuple[int, Mail]]) -> None:
        """Take in mails as they were kept, oldest first."""
        for number, mail in numbered:
            self._mails.append((number, mail))
            self.next = number + 1

    def all(self) -> Sequence[Mail]:
        return tuple(mail for _, mail in self._mails)

    def since(self, number: int) -> list[tuple[int, Mail]]:
        """The kept mails from `number` on."""
        return [(n, mail) for n, mail in self._mails if n >= number]

    def forget(self, is_theirs: Callable[[str], bool]) -> int:
        """Let go of the mails to these addresses; answers how many there were."""
        theirs = [n for n, mail in self._mails if any(map(is_theirs, mail.recipients))]
        self._mails = deque(one for one in self._mails if one[0] not in set(theirs))
        self._forgotten += theirs
        return len(theirs)

    def take_forgotten(self) -> list[int]:
        """Numbers of the mails forgotten since this was asked last."""
        forgotten, self._forgotten = self._forgotten, []
        return forgotten

    def clear(self) -> None:
        self._mails.clear()
        self._forgotten.clear()
        self.next = 0
