"""What people's data are sealed under: the key in KMS, and the one table that must not be kept."""

from collections.abc import Iterator

from barrow.deploying import parts
from barrow.operating import standing
from barrow.operating.findings import Finding, Place, ok, problem, warning

_DELETE = "aws dynamodb delete-backup --backup-arn ARN; if AWS Backup made it, leave the table out"


def data_key(place: Place) -> Iterator[Finding]:
    """Without it nobody's data can be opened, and no function can seal any."""
    kms, alias = place.account.client("kms"), place.stage.key_alias
    try:
        found = kms.describe_key(KeyId=alias)["KeyMetadata"]
    except kms.exceptions.NotFoundException:
        yield warning("data key", f"KMS has no {alias} yet", "run barrow deploy")
        return
    key = found["KeyId"]
    if found["KeyState"] == "PendingDeletion":
        do = f"at once: aws kms cancel-key-deletion --key-id {key}, then aws kms enable-key"
        yield problem("data key", f"KMS is about to delete {key}, and with it everybody's data", do)
    elif found["KeyState"] != "Enabled":
        says = f"{key} is {found['KeyState']}: nobody's data can be opened"
        yield problem("data key", says, f"aws kms enable-key --key-id {key}")
    elif not kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"]:
        do = f"aws kms enable-key-rotation --key-id {key}"
        yield warning("data key", f"{key} is never changed by KMS", do)
    else:
        yield ok("data key", f"{alias} is there, and KMS changes it by itself")


def erasures(place: Place) -> Iterator[Finding]:
    """A copy of the table of data keys is a copy of everybody who was erased since."""
    name = place.stage.table("people")
    stack = place.stage.stack(parts.FOUNDATION)
    if name not in standing.physical(place.account, stack, "AWS::DynamoDB::Table"):
        yield warning("erasures", f"there is no {name} yet", "run barrow deploy")
        return
    dynamodb = place.account.client("dynamodb")
    backups = dynamodb.describe_continuous_backups(TableName=name)
    recovery = backups["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    copies = dynamodb.list_backups(TableName=name, BackupType="ALL")["BackupSummaries"]
    if recovery["PointInTimeRecoveryStatus"] == "ENABLED":
        do = (
            f"aws dynamodb update-continuous-backups --table-name {name}"
            " --point-in-time-recovery-specification PointInTimeRecoveryEnabled=false"
        )
        yield problem("erasures", f"{name} can be restored, and who was erased with it", do)
    elif copies:
        says = f"{len(copies)} backups of {name} hold keys of who was erased since"
        yield problem("erasures", says, _DELETE)
    else:
        yield ok("erasures", f"{name} has no copies: a destroyed key is gone")
