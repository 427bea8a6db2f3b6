"""DynamoDB as the shop uses it: read by key, query a partition, write under named conditions.

A `Write` is one action with the name of its condition. `write` does one, `transact` up to a hundred
as all or nothing; where conditions fail, both raise `Refused` with every failed condition by name
and the item that stood in the way, so a room answers by name and never parses an error message.

    actions.py   put, update, delete, check: what is to be done, and under which condition
    writing.py   write, transact: it is done, or refused
    reading.py   get, get_many, query, query_all
"""

from shopkit.table.actions import EXISTS, IS_NEW, Write, check, delete, put, update
from shopkit.table.reading import Page, get, get_many, query, query_all
from shopkit.table.writing import MAX_ACTIONS, Refused, transact, write

__all__ = [
    "EXISTS",
    "IS_NEW",
    "MAX_ACTIONS",
    "Page",
    "Refused",
    "Write",
    "check",
    "delete",
    "get",
    "get_many",
    "put",
    "query",
    "query_all",
    "transact",
    "update",
    "write",
]
