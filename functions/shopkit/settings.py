"""Settings of one function, from its environment; secrets come from SSM by name, on first use.

| variable | what | default |
|---|---|---|
| BARROW_STAGE | which shop of the account; part of every resource's name | local |
| BARROW_SITE_URL | origin of the storefront, no slash at the end | http://127.0.0.1:8000 |
| BARROW_CURRENCY | ISO 4217 code of the shop's books and default price list | GBP |
| BARROW_CURRENCIES | further codes that the shop has prices in, with blanks between | none |
| BARROW_COUNTRY | ISO 3166 code of the country the shop sells from | GB |
| BARROW_SENDER | address that mails come from | shop@example.com |
| BARROW_SHOP_NAME | what the shop calls itself in mails and on pages | Barrow |
| BARROW_SITE_BUCKET | where pages are published; none: nothing is published | none |
| BARROW_MEDIA_BUCKET | where pictures are kept; none: none can be uploaded | none |
| BARROW_EXPORTS_BUCKET | where copies are kept that people asked for | none |
| BARROW_UPLOAD_URL | where files are uploaded to, in the place of S3's own address | S3's own |
| BARROW_KEY_ID | KMS's key over people's data keys: alias, id or ARN; none: LOCAL_KEY | none |
| LOCAL_KEY | what stands in KMS's place in the local cloud and in tests; no stage has it | none |
| BARROW_SHOPPER_IDLE_DAYS | days without use after which a shopper's session ends | 14 |
| BARROW_SHOPPER_SESSION_DAYS | days after which it ends in any case | 90 |
| BARROW_STAFF_IDLE_MINUTES | minutes without use after which a session of staff's ends | 30 |
| BARROW_STAFF_SESSION_HOURS | hours after which it ends in any case | 12 |
| BARROW_RECOVERY_DAYS | days in which an account's owner can stop a recovery or a new address | 7 |
| BARROW_ARGON2_KIB | memory of one password's check, in KiB (docs/adr/0024) | 65536 |
| BARROW_ARGON2_PASSES | passes over that memory | 2 |
| BARROW_EDGE_FINGERPRINTS | SHA-256 of what the CDN shows (edge.py); two in a renewal | none |
| STRIPE_API_BASE | another address of Stripe's API, for a stand-in | Stripe's own |

Secrets are the environment's variable of the same name where it is set (the local cloud), else the
SecureString `/barrow/<stage>/<name>`: STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, CURSOR_KEY,
PEOPLE_KEY (what addresses are known by, people.py), STAFF_KEYS (`sha256:permission permission …`, a
line each; `*` is every permission).
"""

import os
from dataclasses import dataclass, field
from functools import lru_cache


@dataclass(frozen=True)
class Settings:
    stage: str
    site_url: str
    currency: str
    country: str
    sender: str
    shop_name: str
    stripe_api_base: str | None
    site_bucket: str | None = None
    media_bucket: str | None = None
    upload_url: str | None = None
    further_currencies: tuple[str, ...] = ()
    exports_bucket: str | None = None
    key_id: str | None = None
    local_key: str | None = field(default=None, repr=False)
    shopper_idle_days: int = 14
    shopper_session_days: int = 90
    staff_idle_minutes: int = 30
    staff_session_hours: int = 12
    recovery_days: int = 7
    argon2_kib: int = 65536
    argon2_passes: int = 2
    edge_fingerprints: tuple[str, ...] = ()

    @property
    def bus(self) -> str:
        return f"barrow-{self.stage}"

    @property
    def configuration_set(self) -> str:
        """What SES sends the shop's mails through, in infra/foundation.yaml."""
        return f"barrow-{self.stage}"

    @property
    def currencies(self) -> tuple[str, ...]:
        """Those that the shop has prices in, its own first."""
        return (self.currency, *self.further_currencies)

    def table(self, capability: str) -> str:
        return f"barrow-{self.stage}-{capability}"


@lru_cache(maxsize=1)
def settings() -> Settings:
    env = os.environ
    return Settings(
        stage=env.get("BARROW_STAGE", "local"),
        site_url=env.get("BARROW_SITE_URL", "http://127.0.0.1:8000").rstrip("/"),
        currency=env.get("BARROW_CURRENCY", "GBP"),
        country=env.get("BARROW_COUNTRY", "GB"),
        sender=env.get("BARROW_SENDER", "shop@example.com"),
        shop_name=env.get("BARROW_SHOP_NAME", "Barrow"),
        stripe_api_base=env.get("STRIPE_API_BASE") or None,
        site_bucket=env.get("BARROW_SITE_BUCKET") or None,
        media_bucket=env.get("BARROW_MEDIA_BUCKET") or None,
        upload_url=env.get("BARROW_UPLOAD_URL") or None,
        further_currencies=tuple(env.get("BARROW_CURRENCIES", "").split()),
        exports_bucket=env.get("BARROW_EXPORTS_BUCKET") or None,
        key_id=env.get("BARROW_KEY_ID") or None,
        local_key=env.get("LOCAL_KEY") or None,
        shopper_idle_days=int(env.get("BARROW_SHOPPER_IDLE_DAYS", "14")),
        shopper_session_days=int(env.get("BARROW_SHOPPER_SESSION_DAYS", "90")),
        staff_idle_minutes=int(env.get("BARROW_STAFF_IDLE_MINUTES", "30")),
        staff_session_hours=int(env.get("BARROW_STAFF_SESSION_HOURS", "12")),
        recovery_days=int(env.get("BARROW_RECOVERY_DAYS", "7")),
        argon2_kib=int(env.get("BARROW_ARGON2_KIB", "65536")),
        argon2_passes=int(env.get("BARROW_ARGON2_PASSES", "2")),
        edge_fingerprints=tuple(env.get("BARROW_EDGE_FINGERPRINTS", "").split()),
    )


@lru_cache(maxsize=16)
def secret(name: str) -> str:
    """The secret `name`; raises KeyError with the place to set it when it is nowhere."""
    if value := os.environ.get(name):
        return value
    from shopkit import aws

    path = f"/barrow/{settings().stage}/{name}"
    ssm = aws.client("ssm")
    try:
        answer = ssm.get_parameter(Name=path, WithDecryption=True)
    except ssm.exceptions.ParameterNotFound as missing:
        raise KeyError(f"set the SSM parameter {path} or the variable {name}") from missing
    return str(answer["Parameter"]["Value"])


def forget() -> None:
    """Read everything anew: for a process that changes its own environment."""
    settings.cache_clear()
    secret.cache_clear()
