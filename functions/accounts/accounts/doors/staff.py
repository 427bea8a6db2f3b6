"""The door to the shop's people: members, roles, invitations.

What gives rights to others, or takes them, is `fresh`: a browser that was left open, or a session
that was stolen, cannot make itself at home. Taking back what was only offered is not: it must never
wait, and harms nobody.
"""

from shopkit import cursors, people
from shopkit.errors import NotFound, Stale
from shopkit.http import Api, Call
from shopkit.models import Listing, ListQuery
from shopkit.settings import settings

from accounts.staff import acquaintance, invitations, members, role_edits, roles
from accounts.staff.answers import (
    InvitationView,
    JoinedView,
    MemberView,
    OfferView,
    PermissionViews,
    RoleView,
)
from accounts.staff.requests import (
    InvitationIn,
    InvitationToken,
    RoleIn,
    RolePatch,
    RolesIn,
)

STAFF = "accounts:staff"
_BEYOND = (roles.NotYours, roles.PersonNeeded)


def register(api: Api) -> None:
    _members(api)
    _roles(api)
    _invitations(api)
    _invited(api)


def _members(api: Api) -> None:
    @api.get("/admin/staff", permission=STAFF)
    def list_staff(call: Call, query: ListQuery) -> Listing[MemberView]:
        start = cursors.open_("accounts.staff", query.cursor)
        found, next_key = members.list_members(query.limit, start)
        known = acquaintance.of(member.account_id for member in found)
        views = [MemberView.of(member, known) for member in found]
        return Listing[MemberView].of(views, cursors.seal("accounts.staff", next_key))

    @api.get("/admin/staff/{account_id}", permission=STAFF, errors=(NotFound,))
    def read_member(call: Call, account_id: str) -> MemberView:
        return MemberView.of(members.current(account_id), acquaintance.of([account_id]))

    @api.patch("/admin/staff/{account_id}", permission=STAFF, fresh=True, edits=True,
               errors=(NotFound, Stale, roles.LastOwner, *_BEYOND))  # fmt: skip
    def change_member(call: Call, account_id: str, body: RolesIn) -> MemberView:
        """Give other roles; every session of theirs ends."""
        changed = members.change_roles(call.by, account_id, body.roles, call.version, call.now)
        return MemberView.of(changed, acquaintance.of([account_id]))

    @api.delete("/admin/staff/{account_id}", permission=STAFF, fresh=True, edits=True,
                errors=(NotFound, Stale, roles.LastOwner, *_BEYOND))  # fmt: skip
    def remove_member(call: Call, account_id: str) -> None:
        """They stay a customer; their sessions and API keys end."""
        members.remove(call.by, account_id, call.version, call.now)


def _roles(api: Api) -> None:
    @api.get("/admin/permissions", permission=STAFF)
    def list_permissions(call: Call) -> PermissionViews:
        """What roles and API keys are made of."""
        return PermissionViews.all()

    @api.get("/admin/roles", permission=STAFF)
    def list_roles(call: Call) -> Listing[RoleView]:
        """All roles: those built in, and the shop's own."""
        return Listing[RoleView].of([RoleView.of(role) for role in role_edits.list_roles()], None)

    @api.get("/admin/roles/{name}", permission=STAFF, errors=(NotFound,))
    def read_role(call: Call, name: str) -> RoleView:
        return RoleView.of(role_edits.read(name))

    @api.post("/admin/roles", status=201, permission=STAFF, fresh=True, idempotent=True,
              errors=(role_edits.RoleExists, role_edits.TooManyRoles, *_BEYOND))  # fmt: skip
    def create_role(call: Call, body: RoleIn) -> RoleView:
        return RoleView.of(role_edits.create(call.by, body.role(), call.now))

    @api.patch("/admin/roles/{name}", permission=STAFF, fresh=True, edits=True,
               errors=(NotFound, Stale, roles.BuiltIn, *_BEYOND))  # fmt: skip
    def edit_role(call: Call, name: str, body: RolePatch) -> RoleView:
        """Other permissions end the sessions of all who have the role."""
        return RoleView.of(role_edits.edit(call.by, name, call.version, body.fields(), call.now))

    @api.delete("/admin/roles/{name}", permission=STAFF, fresh=True, edits=True,
                errors=(NotFound, Stale, roles.BuiltIn, role_edits.RoleHeld, *_BEYOND))  # fmt: skip
    def remove_role(call: Call, name: str) -> None:
        """A role that nobody has."""
        role_edits.remove(call.by, name, call.version)


def _invitations(api: Api) -> None:
    @api.post("/admin/invitations", status=201, permission=STAFF, fresh=True, idempotent=True,
              errors=(invitations.AlreadyMember, *_BEYOND))  # fmt: skip
    def invite_member(call: Call, body: InvitationIn) -> InvitationView:
        """A letter with a link goes to the address; it is good for seven days."""
        made = invitations.invite(call.by, body.email, body.roles, call.now)
        return InvitationView.of(made, body.email, call.now)

    @api.get("/admin/invitations", permission=STAFF)
    def list_invitations(call: Call, query: ListQuery) -> Listing[InvitationView]:
        """Newest first; those that are over for another three months."""
        start = cursors.open_("accounts.invitations", query.cursor)
        found, next_key = invitations.list_invitations(query.limit, start)
        keys = people.keys_of(one.subject for one in found)
        views = [InvitationView.of(one, invitations.email_of(one, keys), call.now) for one in found]
        return Listing[InvitationView].of(views, cursors.seal("accounts.invitations", next_key))

    @api.get("/admin/invitations/{invitation_id}", permission=STAFF, errors=(NotFound,))
    def read_invitation(call: Call, invitation_id: str) -> InvitationView:
        found = invitations.read(invitation_id)
        return InvitationView.of(found, invitations.email_of(found), call.now)

    @api.delete("/admin/invitations/{invitation_id}", permission=STAFF,
                errors=(NotFound, invitations.NotOpen))  # fmt: skip
    def revoke_invitation(call: Call, invitation_id: str) -> None:
        """Its link opens nothing any more."""
        invitations.revoke(invitation_id)


def _invited(api: Api) -> None:
    @api.post("/invitations/read", errors=(NotFound,))
    def read_offer(call: Call, body: InvitationToken) -> OfferView:
        """What the link of a letter offers."""
        found = invitations.behind(body.token, call.now)
        return OfferView.of(
            settings().shop_name,
            members.named(found.roles).values(),
            invitations.name_of(found.invited_by),
            invitations.email_of(found),
            found.ends_at,
        )

    @api.post("/invitations/accept", account=True,
              errors=(NotFound, invitations.AnotherAddress, invitations.NotOpen,
                      roles.RoleUnknown))  # fmt: skip
    def accept_invitation(call: Call, body: InvitationToken) -> JoinedView:
        """Join the shop's people, signed in with the address that was invited."""
        member = invitations.accept(body.token, call.session, call.now)
        return JoinedView(id=member.account_id, roles=list(member.roles))
