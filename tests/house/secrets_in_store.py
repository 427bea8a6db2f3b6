"""Secrets where a deployed shop has them: in the parameter store, and in no variable."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from checkout import payments
from shopkit import aws, settings

NAMES = ("CURSOR_KEY", "PEOPLE_KEY", "STAFF_KEYS", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET")


@contextmanager
def secrets_in_store() -> Iterator[None]:
    """Entered in an open shop. A payment gateway that was made before is made anew inside."""
    kept = {name: os.environ.pop(name) for name in NAMES}
    ssm = aws.client("ssm")
    for name, value in kept.items():
        ssm.put_parameter(Name=f"/barrow/local/{name}", Value=value, Type="SecureString")
    settings.secret.cache_clear()
    payments._stripe.cache_clear()
    try:
        yield
    finally:
        os.environ.update(kept)
        settings.secret.cache_clear()
        payments._stripe.cache_clear()
