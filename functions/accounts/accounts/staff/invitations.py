"""Invitations to the shop's people: a link by mail, for seven days, once.

The link alone makes nobody a member: whoever opens it must be signed in with the invited address,
so that a mail that is passed on or read by another gives nothing away. What was promised is held
against the inviter's rights again when it is accepted: who has left cannot bring anybody in.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from shopkit import acts, clock, ids, outbox, people
from shopkit.auth import Staff
from shopkit.errors import Conflict, NotAllowed, NotFound, Unavailable
from shopkit.events import StaffActed, StaffInvited
from shopkit.marshal import Item
from shopkit.permissions import covers
from shopkit.sessions import Session
from shopkit.settings import settings
from shopkit.table import Refused, transact

from accounts import accounts_table
from accounts.staff import invitations_table, members, members_table, roles_table
from accounts.staff.invitations_table import ACCEPTED, OPEN, REVOKED, STILL_OPEN, Invitation
from accounts.staff.members import Member
from accounts.staff.members_table import Membership
from accounts.staff.roles import BUILT_IN, RoleUnknown, require_covering, union

GOOD_FOR = timedelta(days=7)


class AlreadyMember(Conflict):
    code = "already_member"
    title = "This is one of the shop's people already: give them the role"


class NotOpen(Conflict):
    code = "invitation_over"
    title = "The invitation is over"


class AnotherAddress(NotAllowed):
    code = "another_address"
    title = "Sign in with the address that was invited"


def invite(by: Staff, email: str, names: Sequence[str], now: datetime) -> Invitation:
    """Raises Invalid, AlreadyMember, NotYours and PersonNeeded."""
    wanted = members.named(names)
    rights = union(names, wanted)
    require_covering(by, rights)
    members.standing(by, rights)
    subject = people.address_subject(email)
    account_id = accounts_table.of_address(subject)
    if account_id is not None and members_table.read(account_id) is not None:
        raise AlreadyMember()
    key = people.key_for(subject, now, stands_for=GOOD_FOR + invitations_table.KEPT)
    invitation_id, token = ids.new_id("inv", now), ids.token()
    invitation = Invitation(
        id=invitation_id,
        subject=subject,
        private=people.seal(key, {"email": email}, _about(invitation_id)),
        token_hash=ids.fingerprint(token),
        roles=tuple(sorted(wanted)),
        invited_by=by.key,
        state=OPEN,
        created_at=now,
        ends_at=now + GOOD_FOR,
    )
    letter = {
        "email": email,
        "link": f"{settings().site_url}/account/invitation/#{invitation_id}.{token}",
        "roles": [role.title for role in wanted.values()],
        "invited_by": name_of(by.key),
        "shop": settings().shop_name,
        "until": clock.text(invitation.ends_at),
    }
    private = people.seal(key, letter, "fact:StaffInvited")
    fact = StaffInvited.of(now, invitation_id=invitation_id, private=private)
    aggregate = f"INVITATION#{invitation_id}"
    transact(
        [
            invitations_table.create(invitation),
            outbox.told(accounts_table.accounts_table(), aggregate, fact),
        ]
    )
    return invitation


def read(invitation_id: str) -> Invitation:
    """Raises NotFound."""
    invitation = invitations_table.read(invitation_id)
    if invitation is None:
        raise NotFound("There is no such invitation")
    return invitation


def list_invitations(limit: int, start: Item | None) -> tuple[list[Invitation], Item | None]:
    return invitations_table.list_invitations(limit, start)


def revoke(invitation_id: str) -> None:
    """Raises NotFound, and NotOpen for one that was accepted."""
    invitation = read(invitation_id)
    try:
        transact([invitations_table.end(invitation, REVOKED)])
    except Refused as refused:
        if read(invitation_id).state == ACCEPTED:
            raise NotOpen("It was accepted; remove the member") from refused


def behind(link: str, now: datetime) -> Invitation:
    """The open invitation of a link's token; raises NotFound, whatever else it is."""
    invitation_id, _, token = link.partition(".")
    invitation = invitations_table.read(invitation_id)
    if (
        invitation is None
        or not invitation.opens_with(token)
        or invitation.state_at(now) != OPEN
        or not _still_meant(invitation)
    ):
        raise NotFound("This invitation is not good, or not any more: ask for another")
    return invitation


def accept(link: str, session: Session, now: datetime) -> Member:
    """Raises NotFound, AnotherAddress, RoleUnknown and NotOpen."""
    for _ in range(members.TRIES):
        invitation = behind(link, now)
        if invitation.subject not in session.addresses:
            raise AnotherAddress()
        before = members_table.read(session.account_id)
        own = roles_table.read_many(invitation.roles)
        found = {n: role for n in invitation.roles if (role := BUILT_IN.get(n) or own.get(n))}
        if len(found) < len(invitation.roles):
            raise RoleUnknown("Ask for another invitation")
        had = before.roles if before else ()
        kept = members.named(had)
        member = Membership(
            account_id=session.account_id,
            roles=tuple(sorted({*had, *found})),
            version=before.version + 1 if before else 1,
            since=before.since if before else now,
            invited_by=before.invited_by if before else invitation.invited_by,
        )
        writes = [
            invitations_table.end(invitation, ACCEPTED),
            members_table.replace(member, before) if before else members_table.create(member),
            *members.exchange(had, {**kept, **found}.values()),
            outbox.told(
                accounts_table.accounts_table(), f"ACTS#{now:%Y-%m-%d}", _joined(member, now)
            ),
        ]
        try:
            transact(writes)
        except Refused as refused:
            if STILL_OPEN in refused.failed:
                raise NotOpen() from refused
            continue
        return members.current(session.account_id)
    raise Unavailable("Others change the same rights; try again in a moment")


def email_of(invitation: Invitation, keys: dict[str, people.Key] | None = None) -> str | None:
    """The invited address; None once it was erased."""
    try:
        opened: dict[str, str] = people.open_(invitation.private, _about(invitation.id), keys)
    except people.Erased:
        return None
    return opened["email"]


def name_of(staff_key: str) -> str:
    """What to call the inviter in a letter; "" for the operator, and for who gave no name."""
    account = accounts_table.read(staff_key) if staff_key.startswith("acc_") else None
    if account is None:
        return ""
    try:
        return accounts_table.opened(account).name
    except people.Erased:
        return ""


def _still_meant(invitation: Invitation) -> bool:
    """Whether the inviter, if it was a member, could still give what was promised."""
    if not invitation.invited_by.startswith("acc_"):
        return True
    inviter = members.read(invitation.invited_by)
    promised = union(invitation.roles, roles_table.read_many(invitation.roles))
    return inviter is not None and covers(inviter.permissions, promised)


def _joined(member: Membership, now: datetime) -> StaffActed:
    """Not done by right of a permission, and yet what the audit log is read for."""
    return StaffActed.of(
        now,
        capability="accounts",
        staff=member.account_id,
        by="member",
        permission="",
        route="POST /accounts/invitations/accept",
        target=f"/accounts/admin/staff/{member.account_id}",
        asked=acts.text({"roles": list(member.roles)}),
    )


def _about(invitation_id: str) -> str:
    return f"invitation:{invitation_id}"
