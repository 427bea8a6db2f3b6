"""KMS keys of a stack in moto can be looked at: moto 5.2.5 keeps their policy as no call reads it.

A template's KeyPolicy is an object, which it keeps as one; DescribeKey then fails to read it as
text, as it reads the policy of a CreateKey.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from moto.kms.models import KmsBackend


@contextmanager
def readable_key_policies() -> Iterator[None]:
    make = KmsBackend.create_key

    def making(backend: KmsBackend, policy: Any, *given: Any, **named: Any) -> Any:
        text = json.dumps(policy) if isinstance(policy, dict) else policy
        return make(backend, text, *given, **named)

    setattr(KmsBackend, "create_key", making)  # noqa: B010 — an assignment would have to be typed
    try:
        yield
    finally:
        setattr(KmsBackend, "create_key", make)  # noqa: B010
