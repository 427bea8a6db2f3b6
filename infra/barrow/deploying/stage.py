"""A stage: one shop of the account, as `infra/stages/<stage>.toml` describes it.

A stage's name has no hyphen, so that `barrow-cart-<stage>-…` is never the beginning of another
stage's names: what sweeps one stage by prefix cannot reach the other.
"""

import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from barrow.failures import Failure

_NAME = re.compile(r"[a-z][a-z0-9]{1,19}")
#: The local cloud's own, and the file that is there to be copied.
_TAKEN = frozenset({"local", "example"})
#: What foundation.yaml takes of what CloudWatch Logs can keep (API reference, PutRetentionPolicy).
RETENTIONS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
# the sender's becomes part of an IAM policy, where `*`, `?` and `${` have a meaning, and SES knows
# domains in lower case
Address = Annotated[
    str,
    StringConstraints(
        pattern=r"^[A-Za-z0-9.!#%&'+/=^_`|~-]+@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$",
        max_length=320,
    ),
]
Host = Annotated[
    str,
    StringConstraints(
        pattern=r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$", max_length=253
    ),
]
# CloudFront takes certificates of one region alone (CloudFront guide, "Requirements for using
# SSL/TLS certificates")
Certificate = Annotated[
    str, StringConstraints(pattern=r"^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate/[0-9a-f-]+$")
]
# in clear on this machine alone: Stripe's key goes there
Origin = Annotated[
    str,
    StringConstraints(
        pattern=r"^(https://[a-z0-9.-]+|http://(127\.0\.0\.1|localhost))(:[0-9]{1,5})?$"
    ),
]


class StageError(Failure):
    """A stage that is not described, or not so that it can be deployed."""


class Stage(BaseModel):
    """Validated; every name of the stage's own resources comes from here."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    sender: Address
    shop_name: Text = "Barrow"
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "GBP"
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = "GB"
    region: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z]+)+-\d$")] | None = None
    domain: Host | None = None
    other_domain: Host | None = None
    certificate_arn: Certificate | None = None
    protected: bool = False
    firewall: bool = False
    alarm_email: Address | None = None
    monthly_budget: Annotated[int, Field(ge=0)] = 0
    """In whole US dollars; 0 is none."""
    log_days: int = 30
    keep: dict[str, int] = Field(default_factory=dict)
    """Periods in days, by the names of shopkit/retention.py; what is not named has its default."""
    stripe_api_base: Origin | None = None

    @model_validator(mode="before")
    @classmethod
    def _protected_by_name(cls, given: Any) -> Any:
        if isinstance(given, dict) and str(given.get("name", "")).startswith("prod"):
            return {"protected": True, **given}
        return given

    @field_validator("name")
    @classmethod
    def _name_is_usable(cls, name: str) -> str:
        if not _NAME.fullmatch(name):
            raise ValueError("2 to 20 lower-case letters and digits, a letter first, no hyphen")
        if name in _TAKEN:
            raise ValueError("is not a stage of AWS; choose another name")
        return name

    @field_validator("log_days")
    @classmethod
    def _can_be_kept(cls, days: int) -> int:
        if days not in RETENTIONS:
            kept = ", ".join(str(one) for one in RETENTIONS)
            raise ValueError(f"logs can be kept for one of {kept} days")
        return days

    @field_validator("keep")
    @classmethod
    def _are_periods(cls, days: dict[str, int]) -> dict[str, int]:
        from shopkit.retention import Periods

        known = {one.name for one in fields(Periods)}
        if unknown := sorted(days.keys() - known):
            raise ValueError(f"{unknown[0]} is none of {', '.join(sorted(known))}")
        Periods(**days)
        return days

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        if (self.domain is None) != (self.certificate_arn is None):
            raise ValueError("domain and certificate_arn belong together")
        if self.other_domain is not None and self.domain is None:
            raise ValueError("other_domain leads to domain, which is not there")
        if self.monthly_budget and self.alarm_email is None:
            raise ValueError("monthly_budget is told to alarm_email, which is not there")
        return self

    def stack(self, part: str) -> str:
        return f"barrow-{self.name}-{part}"

    def table(self, capability: str) -> str:
        return f"barrow-{self.name}-{capability}"

    def api(self, capability: str) -> str:
        """The name of the capability's REST API, and of the function that answers it."""
        return f"barrow-{capability}-{self.name}"

    def function(self, capability: str, handler: str = "") -> str:
        """The handler's function as Chalice names it; without one, the API's."""
        return "-".join(filter(None, (self.api(capability), handler)))

    def parameter(self, name: str) -> str:
        """Where SSM keeps the stage's secret `name`."""
        return f"/barrow/{self.name}/{name}"

    @property
    def key_alias(self) -> str:
        """By which KMS knows the key over people's data keys."""
        return f"alias/barrow-{self.name}"

    def marker(self, capability: str) -> str:
        """Where SSM keeps what was deployed of the capability."""
        return self.parameter(f"deployed/{capability}")


def read(name: str, stages: Path) -> Stage:
    """The stage that `<stages>/<name>.toml` describes. Raises StageError."""
    place = stages / f"{name}.toml"
    if not _NAME.fullmatch(name) or name in _TAKEN:
        raise StageError(
            f"{name!r} cannot be a stage: take 2 to 20 lower-case letters and digits, a letter"
            " first, such as prod or trial"
        )
    try:
        described = tomllib.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StageError(
            f"there is no stage {name}: write infra/stages/{name}.toml with at least"
            f' sender = "shop@your-domain.example"; infra/stages/example.toml tells every key'
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StageError(f"infra/stages/{name}.toml is no TOML: {error}") from None
    try:
        return Stage(**{**described, "name": name})
    except ValidationError as error:
        wrong = "; ".join(_told(one) for one in error.errors())
        raise StageError(f"infra/stages/{name}.toml: {wrong}") from None


def _told(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    what = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        what = "there is no such key; infra/stages/example.toml tells every key"
    return f"{where}: {what}" if where else what
