"""What staff send about staff, customers and the audit log."""

import datetime as dt
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator
from shopkit.models import Email, Line, ListQuery, Request, ShortLine, Text
from shopkit.personal import Personal

from accounts.staff.roles import Role

RoleName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Permission = Annotated[str, StringConstraints(max_length=60)]
RoleNames = Annotated[list[RoleName], Field(min_length=1, max_length=10)]
Permissions = Annotated[list[Permission], Field(min_length=1, max_length=60)]
StaffId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{1,40}$")]
Target = Annotated[str, StringConstraints(min_length=1, max_length=300)]


class RoleIn(Request):
    name: RoleName
    title: ShortLine
    about: Text = ""
    permissions: Permissions

    def role(self) -> Role:
        return Role(self.name, self.title, self.about, frozenset(self.permissions))


class RolePatch(Request):
    """What is not sent stays as it is."""

    title: ShortLine = ""
    about: Text = ""
    permissions: Permissions = Field(default_factory=list)

    def fields(self) -> dict[str, object]:
        given = {name: getattr(self, name) for name in self.model_fields_set}
        if "permissions" in given:
            given["permissions"] = frozenset(self.permissions)
        return given


class RolesIn(Request):
    roles: RoleNames


class InvitationIn(Request):
    email: Personal[Email]
    roles: RoleNames


class InvitationToken(Request):
    token: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class ApiKeyIn(Request):
    """`days` until the key ends by itself."""

    name: Line
    permissions: Permissions
    days: int = Field(90, ge=1, le=366)


class CustomerQuery(ListQuery):
    email: Personal[Email]


class AuditQuery(ListQuery):
    """All, or one of: a day, somebody's (`staff`), an object's (`target`, a route's path)."""

    day: dt.date | None = None
    staff: StaffId | None = None
    target: Target | None = None

    @model_validator(mode="after")
    def _one(self) -> "AuditQuery":
        if sum(one is not None for one in (self.day, self.staff, self.target)) > 1:
            raise ValueError("Filter by one of day, staff and target")
        return self
