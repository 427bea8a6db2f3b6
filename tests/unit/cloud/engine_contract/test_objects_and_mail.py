"""Both engines keep alike what is stored whole: objects and mails."""

import pytest
from barrow.cloud.engine import Engine
from barrow.cloud.engine_deploy import client
from botocore.exceptions import ClientError

from tests.unit.cloud.engine_contract.cart_table import NOON


def test_an_object_keeps_its_bytes_type_and_metadata(engine: Engine) -> None:
    s3, place = client("s3"), {"Bucket": "barrow-test-site", "Key": "mugs/blue mug.html"}
    s3.put_object(
        **place,
        Body="<h1>£5</h1>".encode(),
        ContentType="text/html; charset=utf-8",
        CacheControl="max-age=60",
        Metadata={"digest": "abc"},
    )

    found = s3.get_object(**place)
    listed = s3.list_objects_v2(Bucket=place["Bucket"], Prefix="mugs/")["Contents"]
    s3.delete_object(**place)

    assert found["Body"].read() == "<h1>£5</h1>".encode()
    assert found["ContentType"] == "text/html; charset=utf-8"
    assert found["CacheControl"] == "max-age=60"
    assert found["Metadata"] == {"digest": "abc"}
    assert [entry["Key"] for entry in listed] == ["mugs/blue mug.html"]
    with pytest.raises(ClientError):
        s3.get_object(**place)


MIME = b"From: shop@example.com\r\nTo: ann@example.com\r\nSubject: Hi\r\n\r\nThank you.\r\n"


def test_raw_mail_is_kept_whole_through_both_apis(engine: Engine) -> None:
    engine.verify_sender("shop@example.com")

    client("sesv2").send_email(
        FromEmailAddress="shop@example.com",
        Destination={"ToAddresses": ["ann@example.com"]},
        Content={"Raw": {"Data": MIME}},
    )
    client("ses").send_raw_email(RawMessage={"Data": MIME})

    mails = engine.mails()
    assert [mail.raw for mail in mails] == [MIME, MIME]
    assert [mail.sender for mail in mails] == ["shop@example.com"] * 2
    assert [mail.recipients for mail in mails] == [("ann@example.com",)] * 2
    assert [mail.at for mail in mails] == [NOON, NOON]
    assert len({mail.id for mail in mails}) == 2


def test_mail_from_a_sender_nobody_verified_is_refused_and_not_kept(engine: Engine) -> None:
    with pytest.raises(ClientError) as refused:
        client("sesv2").send_email(
            FromEmailAddress="stranger@example.com",
            Destination={"ToAddresses": ["ann@example.com"]},
            Content={"Raw": {"Data": MIME}},
        )

    assert refused.value.response["Error"]["Code"] == "MessageRejected"
    assert engine.mails() == ()
