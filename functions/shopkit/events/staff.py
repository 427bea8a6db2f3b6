"""What the shop's people did, and who they are: told by the kit and by accounts."""

from pydantic import BaseModel, ConfigDict, Field

from shopkit.events.fact import Fact
from shopkit.personal import Personal


class ChangedField(BaseModel):
    """One field that a staff write changed: its values as JSON, cut where they are long."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)
    field: str
    before: str
    after: str


class StaffActed(Fact):
    """One of the shop's people wrote something; told by the kit, whichever capability serves it.

    `staff` is an account's id (`by` is member), an API key's (key), or the beginning of the
    operator's key's fingerprint (operator). `before` and `asked` are JSON, without personal data;
    `changes_left_out` counts changes beyond those listed. `network` is where it came from.
    """

    source = "shopkit"
    capability: str
    staff: str
    by: str
    permission: str
    route: str
    target: str
    before: str = ""
    asked: str = ""
    changes: list[ChangedField] = Field(default_factory=list)
    changes_left_out: int = 0
    network: Personal[str] = ""
    request_id: str = ""


class StaffRightsChanged(Fact):
    """What these accounts may do as staff is less or other than before: their sessions end."""

    source = "accounts"
    account_ids: list[str]


class StaffInvited(Fact):
    """Somebody is asked to join the shop's people; `private` under the address's key."""

    source = "accounts"
    invitation_id: str
    private: Personal[str]
