"""Settings of one function, from its environment; secrets come from SSM by name, on first use.

| variable | what | default |
|---|---|---|
| BARROW_STAGE | which shop of the account; part of every resource's name | local |
| BARROW_SITE_URL | origin of the storefront, no slash at the end | http://127.0.0.1:8000 |
| BARROW_CURRENCY | ISO 4217 code of the shop's books and default price list | GBP |
| BARROW_COUNTRY | ISO 3166 code of the country the shop sells from | GB |
| BARROW_SENDER | address that mails come from | shop@example.com |
| BARROW_SHOP_NAME | what the shop calls itself in mails and on pages | Barrow |
| BARROW_SITE_BUCKET | where pages are published; none: nothing is published | none |
| BARROW_MEDIA_BUCKET | where pictures are kept; none: none can be uploaded | none |
| BARROW_UPLOAD_URL | where files are uploaded to, in the place of S3's own address | S3's own |
| STRIPE_API_BASE | another address of Stripe's API, for a stand-in | Stripe's own |

Secrets are the environment's variable of the same name where it is set (the local cloud), else the
SecureString `/barrow/<stage>/<name>`: STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, CURSOR_KEY,
STAFF_KEYS (`sha256:permission permission …`, a line each; `*` is every permission).
"""

import os
from dataclasses import dataclass
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

    @property
    def bus(self) -> str:
        return f"barrow-{self.stage}"

    @property
    def configuration_set(self) -> str:
        """What SES sends the shop's mails through, in infra/foundation.yaml."""
        return f"barrow-{self.stage}"

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
