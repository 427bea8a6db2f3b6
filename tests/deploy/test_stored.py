"""What a stage keeps is found by its names, and deleted for good with everything in it."""

from typing import Any, cast

from barrow.deploying import parts, stacks, stored
from barrow.deploying.account import Account
from barrow.deploying.tree import Tree

from tests.deploy import moto_shop
from tests.deploy.conftest import ROOT
from tests.unit.operator import aws_fakes

STAGE = moto_shop.stage("one")


def unheard(_: str) -> None:
    return None


def test_tables_and_buckets_of_one_stage_are_found_and_no_others(account: Account) -> None:
    for name in ("one", "two"):
        stack = parts.foundation(Tree(ROOT), moto_shop.stage(name), account, "", "")
        stacks.apply(account, stack)
    s3 = account.client("s3")
    place = {"LocationConstraint": account.region}
    s3.create_bucket(Bucket="barrow-one-letters", CreateBucketConfiguration=place)

    tables, buckets = stored.tables(account, STAGE), stored.buckets(account, STAGE)

    names = sorted([*Tree(ROOT).capabilities(), "people"])
    assert tables == tuple(f"barrow-one-{one}" for one in names)
    kinds = ("exports", "media", "search", "site")
    assert buckets == tuple(f"barrow-one-{kind}-{account.id}" for kind in kinds)


def test_a_protected_table_is_deleted_once_it_is_told(account: Account) -> None:
    dynamodb = account.client("dynamodb")
    dynamodb.create_table(
        TableName="barrow-one-cart",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        DeletionProtectionEnabled=True,
    )

    stored.delete_table(account, "barrow-one-cart")

    assert stored.tables(account, STAGE) == ()


class SlowTable:
    """DynamoDB's only table, protected; a change takes it until somebody waits for its end."""

    def __init__(self) -> None:
        self.status, self.protected = "ACTIVE", True

    def describe_table(self, **_: Any) -> dict[str, Any]:
        told = {"TableStatus": self.status, "DeletionProtectionEnabled": self.protected}
        return {"Table": told}

    def update_table(self, *, DeletionProtectionEnabled: bool, **_: Any) -> None:  # noqa: N803
        self.status, self.protected = "UPDATING", DeletionProtectionEnabled

    def delete_table(self, **_: Any) -> None:
        if self.status != "ACTIVE":
            raise aws_fakes.refused("ResourceInUseException", "DeleteTable")
        self.status = "DELETING"

    def get_waiter(self, name: str) -> "SlowTable":
        assert name == ("table_not_exists" if self.status == "DELETING" else "table_exists")
        return self

    def wait(self, **_: Any) -> None:
        self.status = {"UPDATING": "ACTIVE", "DELETING": "gone"}[self.status]


def test_a_table_is_deleted_only_once_its_protection_is_off() -> None:
    table = SlowTable()
    account = aws_fakes.Account({"dynamodb": cast(aws_fakes.Client, table)})

    stored.delete_table(cast(Account, account), "barrow-one-cart")

    assert table.status == "gone"


def test_a_bucket_goes_with_every_version_and_every_upload_that_was_begun(account: Account) -> None:
    s3 = account.client("s3")
    name = f"barrow-one-media-{account.id}"
    place = {"LocationConstraint": account.region}
    s3.create_bucket(Bucket=name, CreateBucketConfiguration=place)
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    for body in (b"one", b"two"):
        s3.put_object(Bucket=name, Key="media/tea.avif", Body=body)
    s3.delete_object(Bucket=name, Key="media/tea.avif")
    s3.create_multipart_upload(Bucket=name, Key="uploads/large.jpg")
    told: list[str] = []

    stored.delete_bucket(account, name, told.append)

    assert stored.buckets(account, STAGE) == ()
    assert told == [f"{name}: 3 objects"]
