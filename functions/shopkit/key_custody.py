"""Who holds the key over the wrapping keys (wrapping.py): KMS, or on one machine a secret.

A custodian makes a wrapping key, which it gives in clear and wrapped, and opens what it wrapped.
KMS binds the stage into it as its encryption context, which CloudTrail shows with each call: a
wrapping key of one shop of the account does not open as that of another.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Any, Protocol

from shopkit import aws, cipher
from shopkit.settings import settings


@dataclass(frozen=True)
class Made:
    """A new wrapping key: in clear, wrapped, and which key it is wrapped under."""

    secret: bytes = field(repr=False)
    wrapped: bytes
    under: str


class Custodian(Protocol):
    def make(self) -> Made: ...

    def open(self, wrapped: bytes, under: str) -> bytes: ...


class Kms:
    """`key` is the id, ARN or alias that new wrapping keys are made under.

    What was wrapped names the very key's ARN, so that it opens after the alias has moved on.
    """

    def __init__(self, key: str, stage: str) -> None:
        self._key = key
        self._context = {"stage": stage}

    def make(self) -> Made:
        answer = self._client.generate_data_key(
            KeyId=self._key, KeySpec="AES_256", EncryptionContext=self._context
        )
        return Made(answer["Plaintext"], answer["CiphertextBlob"], answer["KeyId"])

    def open(self, wrapped: bytes, under: str) -> bytes:
        answer = self._client.decrypt(
            CiphertextBlob=wrapped, KeyId=under, EncryptionContext=self._context
        )
        secret: bytes = answer["Plaintext"]
        return secret

    @property
    def _client(self) -> Any:
        return aws.client("kms")


class OneMachine:
    """For the local cloud and tests, which have no KMS: `secret` is a text of any length."""

    UNDER = "local"

    def __init__(self, secret: str, stage: str) -> None:
        # a text is no key: HMAC draws 32 even bytes from it (NIST SP 800-108r1, one block)
        self._secret = hmac.digest(secret.encode(), b"barrow wrapping keys", hashlib.sha256)
        self._stage = stage.encode()

    def make(self) -> Made:
        secret = cipher.new_secret()
        return Made(secret, cipher.seal(self._secret, secret, self._stage), self.UNDER)

    def open(self, wrapped: bytes, under: str) -> bytes:  # noqa: ARG002 — there is but one
        return cipher.open_(self._secret, wrapped, self._stage)


def custodian() -> Custodian:
    """As the settings say; raises KeyError where they name none."""
    known = settings()
    if known.key_id:
        return Kms(known.key_id, known.stage)
    if known.local_key:
        return OneMachine(known.local_key, known.stage)
    raise KeyError("set BARROW_KEY_ID to the KMS key that people's data keys are under")
