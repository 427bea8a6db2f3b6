"""Keeps the local cloud's state in one SQLite file, always as of one moment.

The engine hands over cuts: what changed since the last one, taken under its lock. A cut is written
in one transaction, so after a crash (kill -9 too) the file holds the last cut whole: every table,
stream, queue, object and mail from the same moment, about a second old at most.

A row is (store, owner, id, part) → body: an item is ("item", table, partition key, sort key), a
message ("message", queue, its id, ""), an object two rows with the parts "meta" and "body".
Text bodies are JSON by the standard library: of 3.6 s that a restart with 300,000 items takes,
reading the JSON is 0.4 s, so a quicker parser would not pay for itself.
"""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from barrow.cloud.engine import EngineError

APPLICATION_ID = 0x42525257  # "BRRW", in the file's header
FORMAT = 1

Place = tuple[str, str, str, str]
"""Store, owner, id, part."""

_SCHEMA = """
CREATE TABLE kept (
    store TEXT NOT NULL, owner TEXT NOT NULL, id TEXT NOT NULL, part TEXT NOT NULL,
    body NOT NULL, PRIMARY KEY (store, owner, id, part)
) WITHOUT ROWID
"""


class StateUnusable(EngineError):
    """The state file cannot be used as it is; it is left untouched."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"the local state {path} {reason}. Nothing in it was changed. "
            "Move the file away to start empty, or put a copy of it back."
        )
        self.path = path


class Cut:
    """Rows to write, as of one moment."""

    def __init__(self) -> None:
        self.forgotten: list[tuple[str, str]] = []
        """(store, owner) pairs whose rows all go before anything is written; owner "" is all."""
        self.rows: list[tuple[Place, str | bytes | None]] = []
        """None deletes the row."""

    def forget(self, store: str, owner: str = "") -> None:
        self.forgotten.append((store, owner))

    def put(self, store: str, owner: str, id_: str, part: str, body: str | bytes | None) -> None:
        self.rows.append(((store, owner, id_, part), body))

    def __bool__(self) -> bool:
        return bool(self.forgotten or self.rows)


class Journal:
    """The file. One process at a time; its methods may be called from any thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._unwritten: list[Cut] = []

    def open(self) -> None:
        """Open or create the file. Raises StateUnusable when it is damaged, foreign or in use."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self._path, isolation_level=None, check_same_thread=False, timeout=0
        )
        try:
            self._prepare(connection)
        except sqlite3.DatabaseError as error:
            connection.close()
            in_use = "locked" in str(error)
            reason = "is in use by another process" if in_use else f"is damaged ({error})"
            raise StateUnusable(self._path, reason) from error
        except StateUnusable:
            connection.close()
            raise
        self._connection = connection

    def rows(self, store: str) -> Iterator[tuple[str, str, str, str]]:
        """Yield (owner, id, part, body) of a store in order; bodies of blobs are bytes."""
        try:
            yield from self._open().execute(
                "SELECT owner, id, part, body FROM kept WHERE store = ? ORDER BY owner, id, part",
                (store,),
            )
        except sqlite3.DatabaseError as error:
            raise StateUnusable(self._path, f"is damaged ({error})") from error

    def damaged(self, reason: str) -> StateUnusable:
        """Return the error for content that cannot be understood."""
        return StateUnusable(self._path, f"is damaged ({reason})")

    def write(self, cut: Cut) -> None:
        """Write the cut, and before it those that could not be written, in one transaction.

        Raises sqlite3.Error when the disk refuses; the cuts are kept for the next time.
        """
        with self._lock:
            if cut:
                self._unwritten.append(cut)
            if not self._unwritten:
                return
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            try:
                for waiting in self._unwritten:
                    self._apply(connection, waiting)
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise
            self._unwritten.clear()

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise EngineError(f"the journal {self._path} is not open")
        return self._connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        def one(pragma: str) -> int:
            return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])

        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        empty = one("schema_version") == 0
        application, version = one("application_id"), one("user_version")
        if not empty and application != APPLICATION_ID:
            raise StateUnusable(self._path, "is another program's database")
        if not empty and version != FORMAT:
            raise StateUnusable(self._path, f"has format {version}, this barrow reads {FORMAT}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("BEGIN IMMEDIATE")
        if empty:
            connection.execute(_SCHEMA)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")

    @staticmethod
    def _apply(connection: sqlite3.Connection, cut: Cut) -> None:
        for store, owner in cut.forgotten:
            connection.execute(
                "DELETE FROM kept WHERE store = ? AND (owner = ? OR ? = '')", (store, owner, owner)
            )
        gone = [place for place, body in cut.rows if body is None]
        connection.executemany(
            "DELETE FROM kept WHERE store = ? AND owner = ? AND id = ? AND part = ?", gone
        )
        connection.executemany(
            "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?)",
            ((*place, body) for place, body in cut.rows if body is not None),
        )
