"""Makes MiniStack's transactions quicker without changing an answer; they are most of its work.

MiniStack works out what each update makes of its item three times over: to look for empty index
keys, to look for type errors, and to write it. Here it is worked out once. It also copies an item
before each of those times; since stored items are never changed in place, and an update copies what
it changes, that is not needed. What can be known from the text of expressions is checked once for
each text, and sizes are not weighed again for units that nobody asked for.
"""

import copy
import hashlib
import marshal
from collections.abc import Callable
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from pydantic_core import to_json

from barrow.cloud.ministack_engine_parts import Patches

_EXPRESSIONS = 4096  # distinct expressions kept; a shop has some hundreds
_PLAINLY = 2  # marshal's version without references: each value is written as often as it occurs
_CLAUSES = ("SET", "REMOVE", "ADD", "DELETE")
_SCALARS = frozenset({"S", "BOOL", "NULL"})

Item = dict[str, Any]
_Update = tuple[str, Any, Item, Item]
"""Expression, names, the item before and the item after."""


class Transactions:
    """Replaces parts of MiniStack's DynamoDB module. Every call comes under the engine's lock."""

    def __init__(self, dynamodb: Any, patches: Patches, copied: Callable[[Any], Any]) -> None:
        self._dynamodb = dynamodb
        self._copied = copied
        self._inside = False
        self._copies = True
        self._reported = True
        self._writing = False
        self._done: dict[int, _Update] = {}
        self._sound: set[Any] = set()
        put = patches.put
        put(dynamodb, "copy", SimpleNamespace(copy=copy.copy, deepcopy=self._deep))
        self._transact = put(dynamodb, "_transact_write_items", self.transact)
        self._action_error = put(dynamodb, "_transact_write_action_error", self.action_error)
        put(dynamodb, "_apply_update_expression", self.updated)
        for name in ("_nesting_level", "_nesting_exceeded"):
            put(dynamodb, name, _of_containers(getattr(dynamodb, name)))
        self._item_size = put(dynamodb, "_item_size_bytes", self.item_size)
        self._index_units = put(dynamodb, "_index_write_units", self.index_units)
        self._store_token = put(dynamodb, "_txn_token_store", self.store_token)
        self._clauses = lru_cache(_EXPRESSIONS)(self._read_clauses)

    def transact(self, data: Any) -> Any:
        self._inside, self._copies = True, False
        self._reported = data.get("ReturnConsumedCapacity", "NONE") != "NONE"
        try:
            return self._transact(data)
        finally:
            self._inside, self._copies = False, True
            self._reported, self._writing = True, False
            self._done.clear()

    def written(self) -> None:
        """The transaction under way has passed every check: it writes."""
        self._writing = self._inside

    def updated(
        self, item: Item, expression: str, values: Any, names: Any, paths: Any = None
    ) -> Any:
        """Stand in for `_apply_update_expression`: (the item after it, paths it set)."""
        known = self._done.get(id(values)) if self._inside and values else None
        if known is not None and known[:2] == (expression, names) and known[2] == item:
            return known[3], set()
        copies, self._copies = self._copies, True
        try:
            after = self._apply(self._copied(item), expression, values, names, paths)
        finally:
            self._copies = copies
        if self._inside:
            self._done[id(values)] = (expression, names, item, after[0])
        return after

    def _apply(self, item: Item, expression: str, values: Any, names: Any, paths: Any) -> Any:
        clauses = self._clauses(expression)
        paths = set() if paths is None else paths
        if "SET" in clauses:
            self._dynamodb._apply_set(item, list(clauses["SET"]), values, names, paths)
        if "REMOVE" in clauses:
            self._dynamodb._apply_remove(item, list(clauses["REMOVE"]), names, paths)
        if "ADD" in clauses:
            self._dynamodb._apply_add(item, list(clauses["ADD"]), values, names, paths)
        if "DELETE" in clauses:
            self._dynamodb._apply_delete(item, list(clauses["DELETE"]), values, names, paths)
        return item, paths

    def _read_clauses(self, expression: str) -> dict[str, tuple[Any, ...]]:
        """Tokens by clause; raises ValueError as MiniStack does."""
        tokens = self._dynamodb._tokenize(expression)
        words = [token for token in tokens if not _begins(token)]
        error = self._dynamodb._check_redundant_parens(
            tokens
        ) or self._dynamodb._check_reserved_keyword_usage(words)
        if error:
            raise ValueError(error)
        clauses: dict[str, list[Any]] = {}
        current: list[Any] = []
        for token in tokens:
            if _begins(token):
                current = clauses[token[1].upper()] = []
            elif token[0] != "EOF":
                current.append(token)
        return {name: tuple(own) for name, own in clauses.items()}

    def action_error(self, kind: str, action: Any) -> Any:
        """Stand in for `_transact_write_action_error`: an error answer, or None."""
        try:
            shape = _shape(kind, action)
            plain = self._is_plain(action)
        except (AttributeError, TypeError, ValueError):
            return self._action_error(kind, action)  # malformed: MiniStack says how
        if plain and shape in self._sound:
            return None
        error = self._action_error(kind, action)
        if error is None and plain and len(self._sound) < _EXPRESSIONS:
            self._sound.add(shape)
        return error

    def _is_plain(self, action: Any) -> bool:
        """Whether all values are sound: what is left to check is in the texts and kinds."""
        if "between" in (action.get("ConditionExpression") or "").lower():
            return False  # its bounds have an order
        for part in ("Item", "Key", "ExpressionAttributeValues"):
            for name, value in (action.get(part) or {}).items():
                ((kind, inner),) = value.items()
                if not name:
                    return False
                if kind in _SCALARS:
                    continue
                if kind == "N":
                    if self._dynamodb._number_error(inner):
                        return False
                elif self._dynamodb._nesting_exceeded(
                    value
                ) or self._dynamodb._attribute_value_error(value):
                    return False
        return True

    def item_size(self, item: Any) -> int:
        # sizes of what was written are for units, and for those of a repeated request, which is
        # another request when it asks for units and the first did not
        if self._writing and not self._reported:
            return 0
        if self._inside and not self._reported:
            # only asked whether it is too large: marshal writes no fewer bytes than DynamoDB counts
            most = len(marshal.dumps(item, _PLAINLY))
            if most <= self._dynamodb._DDB_ITEM_MAX_BYTES:
                return most
        return int(self._item_size(item))

    def index_units(self, *arguments: Any) -> float:
        return float(self._index_units(*arguments)) if self._reported else 0.0

    def store_token(self, token: str, entry: Any) -> None:
        # MiniStack keeps each request whole for ten minutes, and botocore gives each a token
        self._store_token(token, {**entry, "signature": Digest(entry["signature"])})

    def _deep(self, value: Any) -> Any:
        return self._copied(value) if self._copies else value


class Digest:
    """Equals every request with the same content, in the same order, without keeping it."""

    def __init__(self, request: Any) -> None:
        self._digest = hashlib.blake2b(to_json(request), digest_size=16).digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, dict) and Digest(other)._digest == self._digest

    __hash__ = None  # type: ignore[assignment]


def _of_containers(nesting: Callable[..., Any]) -> Callable[..., Any]:
    """`nesting`, which most values need not be asked about: a text or a number is no deeper."""
    no_deeper = {"_nesting_level": 1, "_nesting_exceeded": False}[nesting.__name__]

    def asked(value: Any, depth: int = 1) -> Any:
        if depth == 1 and type(value) is dict and ("S" in value or "N" in value):
            return no_deeper
        return nesting(value, depth)

    return asked


def _begins(token: Any) -> bool:
    return token[0] == "IDENT" and token[1].upper() in _CLAUSES


def _shape(kind: str, action: Any) -> Any:
    """All that an action's checks look at, but for the values themselves."""
    values = action.get("ExpressionAttributeValues") or {}
    return (
        kind,
        action.get("ConditionExpression"),
        action.get("UpdateExpression"),
        tuple((action.get("ExpressionAttributeNames") or {}).items()),
        tuple((name, *value) for name, value in values.items()),
        "ExpressionAttributeNames" in action,
        "ExpressionAttributeValues" in action,
    )
