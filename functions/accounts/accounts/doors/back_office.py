"""The door to what staff see of customers, their own API keys, and the audit log.

Making a key is `fresh`, since it outlives the session it was made in; revoking one is not: what may
be stolen must end soon.
"""

from shopkit import cursors
from shopkit.errors import NotFound
from shopkit.http import Api, Call, Reply
from shopkit.models import Listing, ListQuery

from accounts.staff import customers, keys, roles
from accounts.staff.answers import ApiKeyView, CustomerView, NewApiKeyView
from accounts.staff.audit import audit_table, chain, reading
from accounts.staff.audit.answers import AuditEntryView, ChainView
from accounts.staff.requests import ApiKeyIn, AuditQuery, CustomerQuery

KEYS, AUDIT = "accounts:keys", "accounts:audit"


def register(api: Api) -> None:
    _customers(api)
    _keys(api)
    _audit(api)


def _customers(api: Api) -> None:
    @api.get("/admin/customers", permission="accounts:read")
    def find_customers(call: Call, query: CustomerQuery) -> Listing[CustomerView]:
        """The customer with a confirmed address, if there is one."""
        return Listing[CustomerView].of(customers.with_address(query.email, call.now), None)

    @api.get("/admin/customers/{account_id}", permission="accounts:read", errors=(NotFound,))
    def read_customer(call: Call, account_id: str) -> CustomerView:
        return customers.read(account_id, call.now)

    @api.delete("/admin/customers/{account_id}/sessions", permission="accounts:write",
                errors=(NotFound,))  # fmt: skip
    def end_customer_sessions(call: Call, account_id: str) -> None:
        """Sign them out everywhere, as for somebody who rings up about a stolen telephone."""
        customers.end_sessions(account_id)


def _keys(api: Api) -> None:
    @api.post("/admin/api-keys", status=201, permission=KEYS, fresh=True,
              errors=(keys.TooManyKeys, roles.NotYours, roles.PersonNeeded))  # fmt: skip
    def make_api_key(call: Call, body: ApiKeyIn) -> NewApiKeyView:
        """The key is shown this once; not kept for an Idempotency-Key either, it is nowhere."""
        made, shown = keys.make(call.by, body.name, body.permissions, body.days, call.now)
        view = NewApiKeyView.made(made, shown, call.now)
        return Reply(view, headers={"Cache-Control": "no-store"})

    @api.get("/admin/api-keys", permission=KEYS)
    def list_api_keys(call: Call, query: ListQuery) -> Listing[ApiKeyView]:
        """Newest first; those that are over for another three months."""
        start = cursors.open_("accounts.keys", query.cursor)
        found, next_key = keys.list_keys(query.limit, start)
        views = [ApiKeyView.of(one, call.now) for one in found]
        return Listing[ApiKeyView].of(views, cursors.seal("accounts.keys", next_key))

    @api.get("/admin/api-keys/{key_id}", permission=KEYS, errors=(NotFound,))
    def read_api_key(call: Call, key_id: str) -> ApiKeyView:
        return ApiKeyView.of(keys.read(key_id), call.now)

    @api.delete("/admin/api-keys/{key_id}", permission=KEYS, errors=(NotFound,))
    def revoke_api_key(call: Call, key_id: str) -> None:
        """It opens nothing from the next request on."""
        keys.revoke(key_id, call.now)


def _audit(api: Api) -> None:
    @api.get("/admin/audit", permission=AUDIT)
    def list_audit(call: Call, query: AuditQuery) -> Listing[AuditEntryView]:
        """What the shop's people wrote, newest first; a page of everything ends with its day."""
        part = reading.part(query)
        views = [AuditEntryView.of(entry) for entry in part.entries]
        return Listing[AuditEntryView].of(views, part.cursor)

    @api.get("/admin/audit/chain", permission=AUDIT)
    def read_audit_chain(call: Call) -> ChainView:
        """Where the log ends: to hold its entries against, and to keep somewhere else."""
        head, seal = audit_table.head()
        sealed = not head.count or chain.is_sealed(head.count, head.hash, seal)
        return ChainView.of(head, sealed=sealed)
