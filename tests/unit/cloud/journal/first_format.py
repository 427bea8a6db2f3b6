"""A state file as it was before its bodies lay beside the tree of its keys."""

import sqlite3
from contextlib import closing
from pathlib import Path

_TO_FORMAT_1 = """
CREATE TABLE first (
    store TEXT NOT NULL, owner TEXT NOT NULL, id TEXT NOT NULL, part TEXT NOT NULL,
    body NOT NULL, PRIMARY KEY (store, owner, id, part)
) WITHOUT ROWID;
INSERT INTO first SELECT store, owner, id, part, body FROM kept;
DROP TABLE kept;
ALTER TABLE first RENAME TO kept;
PRAGMA user_version = 1;
"""


def to_format_1(state: Path) -> None:
    with closing(sqlite3.connect(state)) as connection:
        connection.executescript(_TO_FORMAT_1)
