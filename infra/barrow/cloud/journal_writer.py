"""Takes a cut every so often and at the end, in a thread of its own."""

import logging
import sqlite3
import threading
from collections.abc import Callable

from barrow.cloud.journal import Cut, Journal

_log = logging.getLogger(__name__)


class JournalWriter:
    """`take` returns the changes since it was last called; it takes the engine's lock itself.

    `written` runs when everything that was taken is in the file.
    """

    def __init__(
        self,
        journal: Journal,
        take: Callable[[], Cut],
        written: Callable[[], None],
        interval: float = 1.0,
    ) -> None:
        self._journal = journal
        self._take = take
        self._written = written
        self._interval = interval
        self._cutting = threading.Lock()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Write the last cut. Raises sqlite3.Error when it cannot be written."""
        self._ending.set()
        self._thread.join()
        self.cut()

    def cut(self) -> None:
        """Take and write a cut now."""
        # one at a time: an older cut must not be written over a newer one
        with self._cutting:
            self._journal.write(self._take())
            self._written()

    def _run(self) -> None:
        while not self._ending.wait(self._interval):
            try:
                self.cut()
            except sqlite3.Error:
                # the cut waits in the journal; the next one writes both
                _log.exception("the local state could not be written, trying again")
