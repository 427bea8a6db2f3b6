"""What the audit log's readers are shown: its entries, and where the chain ends."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from shopkit.models import Answer
from shopkit.personal import Personal

from accounts.staff.audit.chain import Entry, Head


class ChangeView(Answer):
    field: str
    before: str
    after: str


class AuditEntryView(Answer):
    """One staff write. `record` is the exact text that `hash` covers, together with `previous`;
    the fields below it say the same for people, and are empty where it cannot be read any more.
    """

    object: Literal["audit_entry"] = "audit_entry"
    id: str
    number: int
    day: str
    record: str
    previous: str
    hash: str
    at: str
    staff: str
    by: str
    permission: str
    route: str
    target: str
    before: str
    asked: str
    changes: list[ChangeView]
    changes_left_out: int
    network: Personal[str]
    request_id: str

    @classmethod
    def of(cls, entry: Entry) -> "AuditEntryView":
        fact = entry.content.get("fact", {})
        said = fact if isinstance(fact, dict) else {}
        texts = {
            name: str(said.get(name, ""))
            for name in ("id", "at", "staff", "by", "permission", "route", "target", "before",
                         "asked", "network", "request_id")
        }  # fmt: skip
        return cls(
            number=entry.number,
            day=entry.day,
            record=entry.record,
            previous=entry.previous,
            hash=entry.hash,
            changes=[ChangeView(**change) for change in _changes(said)],
            changes_left_out=int(said.get("changes_left_out", 0)),
            **texts,
        )


class ChainView(Answer):
    """Where the chain ends. `sealed`: the shop's own key says that it ended there once."""

    object: Literal["audit_chain"] = "audit_chain"
    count: int
    hash: str
    day: str
    since: str
    sealed: bool

    @classmethod
    def of(cls, head: Head, *, sealed: bool) -> "ChainView":
        return cls(count=head.count, hash=head.hash, day=head.day, since=head.since, sealed=sealed)


def _changes(said: Mapping[str, Any]) -> Sequence[dict[str, str]]:
    listed = said.get("changes", [])
    names = ("field", "before", "after")
    return [
        {name: str(one.get(name, "")) for name in names} for one in listed if isinstance(one, dict)
    ]
