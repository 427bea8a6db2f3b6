"""The key over people's data keys where a deployed shop has it: in KMS, by the stage's alias."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from shopkit import aws, settings, wrapping

ALIAS = "alias/barrow-local"


@contextmanager
def key_in_kms() -> Iterator[None]:
    """Entered in an open shop, before anybody's data are sealed."""
    kms = aws.client("kms")
    kms.create_alias(AliasName=ALIAS, TargetKeyId=kms.create_key()["KeyMetadata"]["KeyId"])
    local = os.environ.pop("LOCAL_KEY")
    os.environ["BARROW_KEY_ID"] = ALIAS
    _anew()
    try:
        yield
    finally:
        del os.environ["BARROW_KEY_ID"]
        os.environ["LOCAL_KEY"] = local
        _anew()


def _anew() -> None:
    settings.forget()
    wrapping.forget()
