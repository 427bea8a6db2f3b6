"""Invitations at rest.

| pattern | key | index | units |
|---|---|---|---|
| an invitation | pk = INVITATION#<id>, sk = INVITATION | – | 1 read |
| all, newest first | gsi1pk = INVITATION | gsi1 | 0.5 read per 4 KB |
| accept, revoke | update, if it is still open | – | 1 write, with what stands beside it |

`private` holds the address, sealed under the address's own key about `invitation:<id>`. The link's
token is kept as its SHA-256. What is over is forgotten KEPT after its end.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from shopkit import clock, ids, table
from shopkit.marshal import Item
from shopkit.personal import Personal
from shopkit.table import IS_NEW, Write

from accounts.accounts_table import accounts_table

KEPT = timedelta(days=90)
OPEN, ACCEPTED, REVOKED, EXPIRED = "open", "accepted", "revoked", "expired"
STILL_OPEN = "invitation_is_open"


@dataclass(frozen=True)
class Invitation:
    """`subject` (`eml_…`) is whoever has the invited address; `roles` are names, sorted."""

    id: str
    subject: str
    private: Personal[str]
    token_hash: str
    roles: tuple[str, ...]
    invited_by: str
    state: str
    created_at: datetime
    ends_at: datetime

    def opens_with(self, token: str) -> bool:
        return hmac.compare_digest(ids.fingerprint(token).encode(), self.token_hash.encode())

    def state_at(self, now: datetime) -> str:
        return EXPIRED if self.state == OPEN and now >= self.ends_at else self.state


def read(invitation_id: str) -> Invitation | None:
    item = table.get(accounts_table(), _key(invitation_id))
    return _of(item) if item else None


def list_invitations(limit: int, start: Item | None) -> tuple[list[Invitation], Item | None]:
    page = table.query(
        accounts_table(), "INVITATION", index="gsi1", limit=limit, start=start, backwards=True
    )
    return [_of(item) for item in page.items], page.next_key


def create(invitation: Invitation) -> Write:
    item = _key(invitation.id) | {
        "gsi1pk": "INVITATION",
        "gsi1sk": invitation.id,
        "id": invitation.id,
        "subject": invitation.subject,
        "private": invitation.private,
        "token_hash": invitation.token_hash,
        "roles": list(invitation.roles),
        "invited_by": invitation.invited_by,
        "state": invitation.state,
        "created_at": clock.text(invitation.created_at),
        "ends_at": clock.text(invitation.ends_at),
        "expires_at": int((invitation.ends_at + KEPT).timestamp()),
    }
    return table.put(accounts_table(), item, only_if=IS_NEW, condition="invitation_is_new")


def end(invitation: Invitation, state: str) -> Write:
    return table.update(
        accounts_table(),
        _key(invitation.id),
        "SET #state = :state",
        {":state": state, ":open": OPEN},
        only_if="#state = :open",
        condition=STILL_OPEN,
        names={"#state": "state"},
    )


def _key(invitation_id: str) -> Item:
    return {"pk": f"INVITATION#{invitation_id}", "sk": "INVITATION"}


def _of(item: Item) -> Invitation:
    return Invitation(
        id=item["id"],
        subject=item["subject"],
        private=item["private"],
        token_hash=item["token_hash"],
        roles=tuple(item["roles"]),
        invited_by=item["invited_by"],
        state=item["state"],
        created_at=clock.parse(item["created_at"]),
        ends_at=clock.parse(item["ends_at"]),
    )
