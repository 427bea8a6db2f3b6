"""The environment that the apps find in the local cloud, as a stage's variables are in Lambda."""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

STAGE = "local"
#: What the edge shows the APIs; whoever reaches either is on this machine.
EDGE_KEY = "what-the-local-edge-shows-the-local-apis-it"


def shop_environment(site_url: str, stripe_url: str, staff_key: str) -> dict[str, str]:
    """The variables of shopkit's settings. Logs of each call stay out of a person's terminal."""
    from shopkit.ids import fingerprint

    from barrow.cloud.stripe_desk import API_KEY, WEBHOOK_SECRET

    return {
        "BARROW_STAGE": STAGE,
        "BARROW_SITE_URL": site_url,
        "BARROW_SHOP_NAME": os.environ.get("BARROW_SHOP_NAME", "Thyme & Trowel"),
        "BARROW_UPLOAD_URL": f"{site_url}/dev/s3",
        "STRIPE_API_BASE": stripe_url,
        "STRIPE_SECRET_KEY": API_KEY,
        "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "CURSOR_KEY": "local-cursors-need-no-secret-but-a-long-text",
        "PEOPLE_KEY": "addresses-of-a-shop-that-is-gone-when-its-process-ends",
        "LOCAL_KEY": "data-keys-of-a-shop-that-is-gone-when-its-process-ends",
        "BARROW_EDGE_FINGERPRINTS": fingerprint(EDGE_KEY),
        "STAFF_KEYS": f"{fingerprint(staff_key)} *",
        "POWERTOOLS_METRICS_DISABLED": "true",
        "POWERTOOLS_LOG_LEVEL": os.environ.get("POWERTOOLS_LOG_LEVEL", "ERROR"),
    }


@contextmanager
def applied(variables: Mapping[str, str]) -> Iterator[None]:
    """Set the variables, and give the environment back as it was."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def local_staff_key(state_dir: Path) -> str:
    """The key of the shop's people on this machine: made once, kept in `staff-key`."""
    return _kept(state_dir / "staff-key", "bk_")


def local_people_keys(state_dir: Path) -> dict[str, str]:
    """What stands over the personal data in `state_dir`: made once, kept beside them."""
    return {
        "PEOPLE_KEY": _kept(state_dir / "people-key"),
        "LOCAL_KEY": _kept(state_dir / "local-key"),
    }


def _kept(place: Path, prefix: str = "") -> str:
    """The secret in the file, which is drawn when it is not there."""
    if place.exists():
        return place.read_text(encoding="ascii").strip()
    key = f"{prefix}{secrets.token_urlsafe(24)}"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch(mode=0o600)
    place.write_text(f"{key}\n", encoding="ascii")
    return key
