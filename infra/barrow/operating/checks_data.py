"""What must not be lost: tables that can be restored, secrets that are there, alarms that reach
somebody."""

from collections.abc import Iterator

from barrow.deploying import parts, secrets
from barrow.operating import standing
from barrow.operating.findings import Finding, Place, ok, problem, warning

# CloudFormation does not look whether somebody changed by hand what it made
_EACH = "for each: "
_RECOVER = (
    "aws dynamodb update-continuous-backups --table-name NAME"
    " --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true"
)
_PROTECT = "aws dynamodb update-table --table-name NAME --deletion-protection-enabled"


def secrets_there(place: Place) -> Iterator[Finding]:
    """Those that barrow makes; Stripe's are looked at with Stripe."""
    missing = [
        name for name in secrets.missing(place.account, place.stage) if name not in secrets.GIVEN
    ]
    if missing:
        says = f"missing: {', '.join(missing)}"
        yield problem("secrets", says, "run barrow deploy, which makes them")
    else:
        yield ok("secrets", "those that barrow makes are there")


def tables(place: Place) -> Iterator[Finding]:
    stack = place.stage.stack(parts.FOUNDATION)
    names = sorted(standing.physical(place.account, stack, "AWS::DynamoDB::Table"))
    if not names:
        yield warning("tables", "there are none yet", "run barrow deploy")
        return
    dynamodb = place.account.client("dynamodb")
    lost, open_ = [], []
    for name in names:
        # data keys must be lost with whom they belonged to (checks_people.py)
        if name != place.stage.table("people"):
            backups = dynamodb.describe_continuous_backups(TableName=name)
            recovery = backups["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
            if recovery["PointInTimeRecoveryStatus"] != "ENABLED":
                lost.append(name)
        table = dynamodb.describe_table(TableName=name)["Table"]
        if place.stage.protected and not table.get("DeletionProtectionEnabled"):
            open_.append(name)
    if lost:
        says = f"no point-in-time recovery: {', '.join(lost)}"
        yield problem("recovery", says, _EACH + _RECOVER)
    else:
        kept = len(names) - (place.stage.table("people") in names)
        yield ok("recovery", f"{kept} tables can be restored to any second")
    if open_:
        says = f"can be deleted by mistake: {', '.join(open_)}"
        do = f"run barrow deploy; where that changes nothing, {_EACH}{_PROTECT}"
        yield problem("deletion protection", says, do)
    elif place.stage.protected:
        yield ok("deletion protection", f"{len(names)} tables cannot be deleted")
    else:
        says = "off: the stage is not protected"
        do = "write protected = true into the stage's file if real orders are in it"
        yield warning("deletion protection", says, do)


def alarm_mails(place: Place) -> Iterator[Finding]:
    """AWS sends nothing to an address that has not said yes."""
    wanted = place.stage.alarm_email
    if not wanted:
        do = "write alarm_email into the stage's file and deploy"
        yield warning("alarms", "no alarm reaches anybody: there is no alarm_email", do)
        return
    topics = list(
        standing.physical(place.account, place.stage.stack(parts.ALARMS), "AWS::SNS::Topic")
    )
    if not topics:
        yield problem("alarms", "there are no alarms yet", "run barrow deploy")
        return
    sns = place.account.client("sns")
    for topic in topics:
        found = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
        mine = [one for one in found if one["Endpoint"] == wanted]
        if not mine:
            yield problem("alarms", f"{wanted} is not subscribed", "run barrow deploy")
        elif mine[0]["SubscriptionArn"].startswith("arn:"):
            yield ok("alarms", f"go to {wanted}")
        else:
            says = f"{wanted} has not confirmed that it wants alarms"
            yield problem("alarms", says, "open AWS's mail there and follow its link")
