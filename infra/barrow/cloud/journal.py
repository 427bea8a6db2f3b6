"""Keeps the local cloud's state in one SQLite file, always as of one moment.

The engine hands over cuts: what changed since the last one, taken under its lock. A cut is written
in one transaction, so after a crash (kill -9 too) the file holds the last cut whole: every table,
stream, queue, object and mail from the same moment, about a second old at most.

A row is (store, owner, id, part) → body: an item is ("item", table, partition key, sort key), a
message ("message", queue, its id, ""), an object two rows with the parts "meta" and "body". Bodies
of objects are the one thing that is read while the shop runs: over a connection of their own, so
that nobody waits for a cut that is being written.
Text bodies are JSON by the standard library: of 3.6 s that a restart with 300,000 items takes,
reading the JSON is 0.4 s, so a quicker parser would not pay for itself.
"""

import fcntl
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import IO, TypeVar

from barrow.cloud.engine import EngineError

APPLICATION_ID = 0x42525257  # "BRRW", in the file's header
FORMAT = 2

#: One statement writes so many rows. Each gives the interpreter's lock away and has to win it back
#: from whoever serves the shop meanwhile: a row a statement took a tenth of a busy shop's time.
_ROWS_AT_ONCE = 500

#: Pages that a cut changes are mostly those that the last ones did.
_CACHE_KIB = 16 * 1024
#: Pages in the WAL until they are moved into the file, 64 MB: those that change in each cut move
#: once for many cuts.
_CHECKPOINT_PAGES = 16_384

Row = TypeVar("Row")

Place = tuple[str, str, str, str]
"""Store, owner, id, part."""

# The bodies lie beside the tree of the keys, not in it (WITHOUT ROWID): looking for a key, SQLite
# copies the whole of each row it compares, and a long order's mail has a quarter of a megabyte.
_SCHEMA = """
CREATE TABLE kept (
    store TEXT NOT NULL, owner TEXT NOT NULL, id TEXT NOT NULL, part TEXT NOT NULL,
    body NOT NULL, UNIQUE (store, owner, id, part)
)
"""
#: Format 1 had them in it.
_FROM_FORMAT_1 = (
    "ALTER TABLE kept RENAME TO kept_before",
    _SCHEMA,
    "INSERT INTO kept SELECT store, owner, id, part, body FROM kept_before",
    "DROP TABLE kept_before",
)


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
        self._reading = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._reader: sqlite3.Connection | None = None
        self._claim: IO[bytes] | None = None
        self._unwritten: list[Cut] = []

    def open(self) -> None:
        """Open or create the file. Raises StateUnusable when it is damaged, foreign or in use."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._claim = self._claimed()
        connection = self._connect()
        try:
            self._prepare(connection)
        except sqlite3.DatabaseError as error:
            connection.close()
            self.close()
            in_use = "locked" in str(error)
            reason = "is in use by another process" if in_use else f"is damaged ({error})"
            raise StateUnusable(self._path, reason) from error
        except StateUnusable:
            connection.close()
            self.close()
            raise
        self._connection, self._reader = connection, self._connect(patience=5)

    def object_body(self, bucket: str, key: str) -> bytes:
        """The body of an object whose cut was written. Raises StateUnusable."""
        with self._reading:
            if self._reader is None:
                raise EngineError(f"the journal {self._path} is not open")
            try:
                found = self._reader.execute(
                    "SELECT body FROM kept "
                    "WHERE store = 'object' AND owner = ? AND id = ? AND part = 'body'",
                    (bucket, key),
                ).fetchall()
            except sqlite3.DatabaseError as error:
                raise self.damaged(str(error)) from error
        if not found:
            raise self.damaged(f"the object {key} of {bucket} has no body")
        return bytes(found[0][0])

    def object_rows(self) -> Iterator[tuple[str, str, str, str]]:
        """As `rows` of the store of objects, without reading their bodies: those are empty."""
        return self._selected("CASE part WHEN 'body' THEN '' ELSE body END", "object")

    def rows(self, store: str) -> Iterator[tuple[str, str, str, str]]:
        """Yield (owner, id, part, body) of a store in order; bodies of blobs are bytes."""
        return self._selected("body", store)

    def _selected(self, body: str, store: str) -> Iterator[tuple[str, str, str, str]]:
        try:
            yield from self._open().execute(
                f"SELECT owner, id, part, {body} FROM kept WHERE store = ? "
                "ORDER BY owner, id, part",
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

    def scrub(self) -> None:
        """Write the file anew, so that nothing that is gone is left in its pages or in the WAL.

        SQLite's secure_delete would not do: rows that moved while pages were balanced leave copies
        behind. Raises sqlite3.Error when the disk refuses; then the file is as it was.
        """
        with self._lock, self._reading:
            connection = self._open()
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def close(self) -> None:
        with self._lock, self._reading:
            for connection in (self._reader, self._connection):
                if connection is not None:
                    connection.close()
            self._reader = self._connection = None
            if self._claim is not None:
                self._claim.close()
                self._claim = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise EngineError(f"the journal {self._path} is not open")
        return self._connection

    def _connect(self, patience: float = 0) -> sqlite3.Connection:
        """`patience` is how many seconds it waits for whoever has locked the file."""
        return sqlite3.connect(
            self._path, isolation_level=None, check_same_thread=False, timeout=patience
        )

    def _claimed(self) -> IO[bytes]:
        """A lock of this process; the system lets it go when the process ends, however it does.

        SQLite's own would keep the second connection out as well.
        """
        claim = self._path.with_name(f"{self._path.name}-lock").open("ab")
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            claim.close()
            raise StateUnusable(self._path, "is in use by another process") from error
        return claim

    def _prepare(self, connection: sqlite3.Connection) -> None:
        def one(pragma: str) -> int:
            return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])

        empty = one("schema_version") == 0
        application, version = one("application_id"), one("user_version")
        if not empty and application != APPLICATION_ID:
            raise StateUnusable(self._path, "is another program's database")
        if not empty and version not in {1, FORMAT}:
            raise StateUnusable(self._path, f"has format {version}, this barrow reads {FORMAT}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
        connection.execute("BEGIN IMMEDIATE")
        if empty:
            connection.execute(_SCHEMA)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")
        if not empty and version != FORMAT:
            self._take_over(connection)

    def _take_over(self, connection: sqlite3.Connection) -> None:
        """Bring a file of format 1 to today's, in one transaction, and to its size again."""
        try:
            connection.execute("BEGIN IMMEDIATE")
            for statement in _FROM_FORMAT_1:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {FORMAT}")
            connection.execute("COMMIT")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as error:
            reason = f"could not be brought to format {FORMAT} ({error}): that needs four times its"
            raise StateUnusable(self._path, f"{reason} size on the disk") from error

    @staticmethod
    def _apply(connection: sqlite3.Connection, cut: Cut) -> None:
        for store, owner in cut.forgotten:
            connection.execute(
                "DELETE FROM kept WHERE store = ? AND (owner = ? OR ? = '')", (store, owner, owner)
            )
        gone: dict[tuple[str, str, str], list[str]] = {}
        for (store, owner, id_, part), body in cut.rows:
            if body is None:
                gone.setdefault((store, owner, part), []).append(id_)
        for (store, owner, part), ids in gone.items():
            for some in _by_number(ids):
                connection.execute(
                    "DELETE FROM kept WHERE store = ? AND owner = ? AND part = ? "
                    f"AND id IN ({', '.join('?' * len(some))})",
                    (store, owner, part, *some),
                )
        # in the order of the key: rows that are neighbours are on one page
        new = sorted({place: body for place, body in cut.rows if body is not None}.items())
        for rows in _by_number([(*place, body) for place, body in new]):
            connection.execute(
                f"INSERT INTO kept VALUES {', '.join(['(?, ?, ?, ?, ?)'] * len(rows))} "
                "ON CONFLICT (store, owner, id, part) DO UPDATE SET body = excluded.body",
                list(chain.from_iterable(rows)),
            )


def _by_number(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    return (rows[first : first + _ROWS_AT_ONCE] for first in range(0, len(rows), _ROWS_AT_ONCE))
