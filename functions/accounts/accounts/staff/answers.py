"""What staff are told about staff and customers."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

from shopkit.models import Answer
from shopkit.permissions import PERMISSIONS
from shopkit.personal import Personal

from accounts.accounts_table import Account, Person
from accounts.staff.invitations_table import Invitation
from accounts.staff.keys_table import StaffKey
from accounts.staff.members import Member
from accounts.staff.roles import Role

Known = Mapping[str, tuple[Account, Person | None]]


class PermissionView(Answer):
    name: str
    about: str


class RoleView(Answer):
    """`holders` is not counted for built-in roles, which have no version either."""

    object: Literal["role"] = "role"
    id: str
    name: str
    title: str
    about: str
    permissions: list[str]
    built_in: bool
    holders: int | None
    version: int | None
    created_at: datetime | None

    @classmethod
    def of(cls, role: Role) -> "RoleView":
        return cls(
            id=role.name,
            name=role.name,
            title=role.title,
            about=role.about,
            permissions=sorted(role.permissions),
            built_in=role.built_in,
            holders=None if role.built_in else role.holders,
            version=role.version,
            created_at=role.created_at,
        )


class PermissionViews(Answer):
    object: Literal["list"] = "list"
    data: list[PermissionView]

    @classmethod
    def all(cls) -> "PermissionViews":
        return cls(data=[PermissionView(name=n, about=a) for n, a in PERMISSIONS.items()])


class MemberView(Answer):
    """`name` and `email` are null once the person was erased."""

    object: Literal["member"] = "member"
    id: str
    name: Personal[str | None]
    email: Personal[str | None]
    roles: list[str]
    permissions: list[str]
    invited_by: str
    version: int
    created_at: datetime

    @classmethod
    def of(cls, member: Member, known: Known) -> "MemberView":
        _, person = known.get(member.account_id, (None, None))
        return cls(
            id=member.account_id,
            name=person.name if person else None,
            email=person.email if person else None,
            roles=list(member.roles),
            permissions=sorted(member.permissions),
            invited_by=member.invited_by,
            version=member.version,
            created_at=member.since,
        )


class InvitationView(Answer):
    """`state` is open, accepted, revoked or expired; `email` null once it was erased."""

    object: Literal["invitation"] = "invitation"
    id: str
    email: Personal[str | None]
    roles: list[str]
    state: str
    invited_by: str
    created_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, invitation: Invitation, email: str | None, now: datetime) -> "InvitationView":
        return cls(
            id=invitation.id,
            email=email,
            roles=list(invitation.roles),
            state=invitation.state_at(now),
            invited_by=invitation.invited_by,
            created_at=invitation.created_at,
            ends_at=invitation.ends_at,
        )


class OfferedRole(Answer):
    name: str
    title: str
    about: str


class OfferView(Answer):
    """An invitation as its link shows it; `email_hint` means something to its owner alone."""

    object: Literal["invitation_offer"] = "invitation_offer"
    shop: str
    roles: list[OfferedRole]
    invited_by: Personal[str]
    email_hint: Personal[str | None]
    ends_at: datetime

    @classmethod
    def of(
        cls, shop: str, roles: Iterable[Role], by: str, email: str | None, ends_at: datetime
    ) -> "OfferView":
        return cls(
            shop=shop,
            roles=[OfferedRole(name=r.name, title=r.title, about=r.about) for r in roles],
            invited_by=by,
            email_hint=hint(email),
            ends_at=ends_at,
        )


class JoinedView(Answer):
    """Rights begin with the next sign-in, by a second factor."""

    object: Literal["member"] = "member"
    id: str
    roles: list[str]
    needs_second_factor: Literal[True] = True


class ApiKeyView(Answer):
    """`last_used_at` is exact to the hour; `state` is good, revoked or ended."""

    object: Literal["api_key"] = "api_key"
    id: str
    name: str
    permissions: list[str]
    made_by: str
    state: str
    created_at: datetime
    ends_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None

    @classmethod
    def of(cls, key: StaffKey, now: datetime) -> "ApiKeyView":
        return cls(**_key_fields(key, now))


class NewApiKeyView(ApiKeyView):
    """`key` is told this once and kept nowhere."""

    key: str

    @classmethod
    def made(cls, made: StaffKey, shown: str, now: datetime) -> "NewApiKeyView":
        return cls(key=shown, **_key_fields(made, now))


class CustomerView(Answer):
    """`state` is open or closing; the person's fields are null once it was erased."""

    object: Literal["customer"] = "customer"
    id: str
    email: Personal[str | None]
    name: Personal[str | None]
    phone: Personal[str | None]
    language: Personal[str | None]
    state: str
    staff: bool
    sessions: int
    created_at: datetime

    @classmethod
    def of(
        cls, account: Account, person: Person | None, sessions: int, *, staff: bool
    ) -> "CustomerView":
        return cls(
            id=account.id,
            email=person.email if person else None,
            name=person.name if person else None,
            phone=person.phone if person else None,
            language=person.language if person else None,
            state=account.state,
            staff=staff,
            sessions=sessions,
            created_at=account.created_at,
        )


def hint(email: str | None) -> str | None:
    """`a…@example.com`."""
    if email is None:
        return None
    name, _, host = email.rpartition("@")
    return f"{name[:1]}…@{host}"


def _key_fields(key: StaffKey, now: datetime) -> dict[str, Any]:
    state = "revoked" if key.revoked_at else "ended" if now >= key.ends_at else "good"
    return {
        "id": key.id,
        "name": key.name,
        "permissions": sorted(key.permissions),
        "made_by": key.made_by,
        "state": state,
        "created_at": key.created_at,
        "ends_at": key.ends_at,
        "last_used_at": key.last_used_at,
        "revoked_at": key.revoked_at,
    }
