"""Tables, queues and buckets: nothing is lost, nothing is public, nothing lies in the clear."""

from typing import Any

import pytest

from tests.house import declared
from tests.house.templates import STAGE, chosen, everywhere, resources, statements, text
from tests.shop import apps

FORTNIGHT = 14 * 24 * 3600
TABLES = dict(everywhere("AWS::DynamoDB::Table"))
QUEUES = dict(everywhere("AWS::SQS::Queue"))
BUCKETS = dict(everywhere("AWS::S3::Bucket"))
#: Of data keys: what is destroyed in it must not come back.
PEOPLE = f"barrow-{STAGE}-people"


def retained(name: str, key: str) -> tuple[Any, Any]:
    resource = resources(name)[key]
    return resource.get("DeletionPolicy"), resource.get("UpdateReplacePolicy")


# ── tables ───────────────────────────────────────────────────────────────────────────────────────
def test_each_capability_has_its_table() -> None:
    names = {text(one["TableName"]) for one in TABLES.values()}

    assert names == {f"barrow-{STAGE}-{capability}" for capability in apps()} | {PEOPLE}


@pytest.mark.parametrize("key", TABLES)
def test_a_table_loses_nothing_and_costs_nothing_idle(key: str) -> None:
    table = TABLES[key]

    assert retained(*key.split(".")) == ("Retain", "Retain")
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    if text(table["TableName"]) != PEOPLE:
        assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
        assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    # encrypted by the key that AWS owns, which is what a table has that asks for no other
    assert "SSESpecification" not in table


def test_a_destroyed_data_key_is_in_no_copy_of_its_table() -> None:
    (table,) = [one for one in TABLES.values() if text(one["TableName"]) == PEOPLE]

    assert {"PointInTimeRecoverySpecification", "StreamSpecification"} & set(table) == set()
    assert "Replicas" not in table
    # keys of items alone, and until when they stand: nothing that opens anything
    assert [one["Projection"] for one in table["GlobalSecondaryIndexes"]] == [
        {"ProjectionType": "KEYS_ONLY"}
    ]


def test_the_key_over_data_keys_outlives_its_stack_and_can_be_taken_back() -> None:
    key = resources("foundation")["PersonalDataKey"]

    assert retained("foundation", "PersonalDataKey") == ("Retain", "Retain")
    assert retained("foundation", "PersonalDataKeyAlias") == ("Retain", "Retain")
    assert key["Properties"]["EnableKeyRotation"] is True
    assert key["Properties"]["PendingWindowInDays"] == 30


@pytest.mark.parametrize("key", TABLES)
def test_a_protected_stage_s_tables_cannot_be_deleted(key: str) -> None:
    said = TABLES[key]["DeletionProtectionEnabled"]

    assert chosen(said, yes=frozenset({"IsProtected"})) is True
    assert chosen(said, yes=frozenset()) is False


def test_tables_whose_facts_are_relayed_have_a_stream_and_no_others() -> None:
    streaming = {text(one["TableName"]) for one in TABLES.values() if "StreamSpecification" in one}
    views = {
        one["StreamSpecification"]["StreamViewType"]
        for one in TABLES.values()
        if "StreamSpecification" in one
    }

    assert streaming == {f"barrow-{STAGE}-{capability}" for capability, _ in declared.relays()}
    assert views == {"NEW_AND_OLD_IMAGES"}


# ── queues ───────────────────────────────────────────────────────────────────────────────────────
def test_each_queue_is_consumed_and_has_dead_letters() -> None:
    names = {text(one["QueueName"]) for one in QUEUES.values()}
    consumed = {f"barrow-{STAGE}-{queue}" for queue in declared.queues()}

    assert names == consumed | {f"{queue}-dead" for queue in consumed}


@pytest.mark.parametrize("key", QUEUES)
def test_a_message_is_encrypted_and_kept_for_a_fortnight(key: str) -> None:
    queue = QUEUES[key]

    assert queue["SqsManagedSseEnabled"] is True
    assert queue["MessageRetentionPeriod"] == FORTNIGHT
    if not text(queue["QueueName"]).endswith("-dead"):
        redrive = queue["RedrivePolicy"]
        assert redrive["deadLetterTargetArn"] == {"Fn::GetAtt": f"{_stem(key)}DeadLetters.Arn"}
        assert redrive["maxReceiveCount"] == 5


def _stem(key: str) -> str:
    return key.split(".")[1].removesuffix("Queue")


def test_a_fact_that_cannot_be_queued_becomes_a_dead_letter() -> None:
    """And EventBridge may put it there: a target's dead letters need a policy of their own."""
    may_send = {
        (text(queue), statement["Condition"]["ArnEquals"]["aws:SourceArn"]["Fn::GetAtt"])
        for _, one in everywhere("AWS::SQS::QueuePolicy")
        for queue in one["Queues"]
        for statement in one["PolicyDocument"]["Statement"]
        if statement["Principal"] == {"Service": "events.amazonaws.com"}
    }
    rules = {key: one["Properties"] for key, one in resources("foundation").items()
             if one["Type"] == "AWS::Events::Rule"}  # fmt: skip

    for key, rule in rules.items():
        stem = key.removesuffix("Rule")
        (target,) = rule["Targets"]
        assert target["DeadLetterConfig"] == {"Arn": {"Fn::GetAtt": f"{stem}DeadLetters.Arn"}}
        assert {(f"{stem}Queue", f"{key}.Arn"), (f"{stem}DeadLetters", f"{key}.Arn")} <= may_send
    assert len(rules) == 7


# ── buckets ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("key", BUCKETS)
def test_a_bucket_is_private_encrypted_and_stays(key: str) -> None:
    bucket = BUCKETS[key]
    (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    lifecycle = bucket["LifecycleConfiguration"]["Rules"]

    assert rule == {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
    assert bucket["PublicAccessBlockConfiguration"] == {
        "BlockPublicAcls": True,
        "BlockPublicPolicy": True,
        "IgnorePublicAcls": True,
        "RestrictPublicBuckets": True,
    }
    assert bucket["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    assert retained(*key.split(".")) == ("Retain", "Retain")
    assert [one["Id"] for one in lifecycle if "AbortIncompleteMultipartUpload" in one] == [
        "forget-uploads-that-stopped-half-way"
    ]


@pytest.mark.parametrize("key", BUCKETS)
def test_a_bucket_answers_over_tls_alone(key: str) -> None:
    name = text(BUCKETS[key]["BucketName"])
    arn = f"arn:aws:s3:::{name}"
    # a bucket has one policy: a second would take the first one's place
    (policy,) = [
        one
        for _, one in everywhere("AWS::S3::BucketPolicy")
        if text(one["Bucket"]) in (name, key.split(".")[1])
    ]

    (refusal,) = [one for one in statements(policy) if one.get("Sid") == "EncryptedOnTheWay"]

    assert refusal["Effect"] == "Deny"
    assert (refusal["Principal"], refusal["Action"]) == ("*", "s3:*")
    assert refusal["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    logical = key.split(".")[1]
    bound = {logical: arn, f"{logical}.Arn": arn}
    assert {bound.get(text(one), text(one, **bound)) for one in refusal["Resource"]} == {
        arn,
        f"{arn}/*",
    }


def test_exports_are_gone_after_a_week_and_uploads_after_a_month() -> None:
    expiring = {
        (key, one.get("Prefix", ""), one["ExpirationInDays"])
        for key, bucket in BUCKETS.items()
        for one in bucket["LifecycleConfiguration"]["Rules"]
        if "ExpirationInDays" in one
    }

    assert expiring == {
        ("foundation.ExportsBucket", "", 7),
        ("foundation.MediaBucket", "uploads/", 30),
    }


def test_only_the_site_s_own_pages_may_send_pictures() -> None:
    cors = BUCKETS["foundation.MediaBucket"]["CorsConfiguration"]

    (rule,) = chosen(cors, yes=frozenset({"HasSiteOrigin"}))["CorsRules"]

    assert rule["AllowedOrigins"] == [{"Ref": "SiteOrigin"}]
    assert rule["AllowedMethods"] == ["PUT"]
    assert chosen(cors, yes=frozenset()) == {"Ref": "AWS::NoValue"}
