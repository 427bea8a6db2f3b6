"""What a stage keeps: tables and buckets, found by their names, and how each is deleted for good.

A stage's name has no hyphen, so `barrow-<stage>-` begins the names of no other stage; a bucket's
name ends with the account's id besides.
"""

from typing import Any

from barrow.deploying.account import Account
from barrow.deploying.stack import Say
from barrow.deploying.stage import Stage


def tables(account: Account, stage: Stage) -> tuple[str, ...]:
    pages = account.client("dynamodb").get_paginator("list_tables").paginate()
    names = [name for page in pages for name in page["TableNames"]]
    return tuple(sorted(name for name in names if name.startswith(stage.table(""))))


def buckets(account: Account, stage: Stage) -> tuple[str, ...]:
    found = account.client("s3").list_buckets()["Buckets"]
    start, end = stage.table(""), f"-{account.id}"
    names = (str(one["Name"]) for one in found)
    return tuple(sorted(n for n in names if n.startswith(start) and n.endswith(end)))


def delete_table(account: Account, name: str) -> None:
    """Delete the table, protected or not, and wait until it is gone."""
    dynamodb = account.client("dynamodb")
    table = dynamodb.describe_table(TableName=name)["Table"]
    if table["TableStatus"] != "DELETING":
        if table.get("DeletionProtectionEnabled"):
            dynamodb.update_table(TableName=name, DeletionProtectionEnabled=False)
        # DynamoDB deletes no table that is being changed
        dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 5})
        dynamodb.delete_table(TableName=name)
    dynamodb.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig={"Delay": 5})


def delete_bucket(account: Account, name: str, say: Say) -> None:
    """Delete every version of every object, what was begun to be uploaded, and the bucket."""
    s3 = account.client("s3")
    gone = 0
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=name):
        found = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        objects = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in found]
        gone += _deleted(s3, name, objects)
        say(f"{name}: {gone} objects")
    for page in s3.get_paginator("list_multipart_uploads").paginate(Bucket=name):
        for one in page.get("Uploads", []):
            s3.abort_multipart_upload(Bucket=name, Key=one["Key"], UploadId=one["UploadId"])
    s3.delete_bucket(Bucket=name)


def _deleted(s3: Any, bucket: str, objects: list[dict[str, str]]) -> int:
    if objects:
        s3.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})
    return len(objects)
