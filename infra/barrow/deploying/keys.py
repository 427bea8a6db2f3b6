"""The KMS key over people's data keys: found by its alias, and given up with a stage's data."""

from typing import Any

from barrow.deploying.account import Account
from barrow.deploying.stage import Stage
from barrow.failures import Failure

#: The longest that KMS waits: until then a deletion can be taken back.
DAYS_TO_THINK = 30


class KeyGoes(Failure):
    """The stage's key is about to be deleted, and with it all that it is over."""


def standing(account: Account, stage: Stage) -> str | None:
    """The id of the stage's key, or None. Raises KeyGoes."""
    found = _found(account, stage)
    if found is None:
        return None
    if found["KeyState"] == "PendingDeletion":
        raise KeyGoes(
            f"KMS is about to delete the key {found['KeyId']} that people's data are sealed under:"
            f" aws kms cancel-key-deletion --key-id {found['KeyId']}, then aws kms enable-key; or"
            f" barrow destroy --stage {stage.name} --delete-data, which ends what it began"
        )
    return str(found["KeyId"])


def give_up(account: Account, stage: Stage) -> bool:
    """Have KMS delete the key in DAYS_TO_THINK days; answers whether there was one.

    The alias goes last: a run that died before it is simply run again.
    """
    kms = account.client("kms")
    found = _found(account, stage)
    if found is None:
        return False
    if found["KeyState"] != "PendingDeletion":
        kms.schedule_key_deletion(KeyId=found["KeyId"], PendingWindowInDays=DAYS_TO_THINK)
    kms.delete_alias(AliasName=stage.key_alias)
    return True


def _found(account: Account, stage: Stage) -> dict[str, Any] | None:
    kms = account.client("kms")
    try:
        metadata: dict[str, Any] = kms.describe_key(KeyId=stage.key_alias)["KeyMetadata"]
    except kms.exceptions.NotFoundException:
        return None
    return metadata
