"""S3's side of a signed upload, on this machine: what is signed is kept to."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from barrow.cloud.engine_deploy import client
from barrow.cloud.moto_engine import MotoEngine
from barrow.cloud.uploads import Uploads
from shopkit import aws

from tests.unit.cloud.wsgi_calls import Got, call

BUCKET = "barrow-test-media"
ORIGIN = "http://localhost:8000"
FILE = b"a photograph"


class Door:
    def __init__(self) -> None:
        self.now = datetime.now(UTC)
        self.pulses = 0
        self.uploads = Uploads(client("s3"), self._pulse, lambda: self.now)

    def _pulse(self) -> None:
        self.pulses += 1

    def put(self, url: str, body: bytes = FILE, **headers: str) -> Got:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"Content-Type": "image/jpeg", "If-None-Match": "*"} | given
        return call(self.uploads, "PUT", url.removeprefix(ORIGIN), body, sent)


@pytest.fixture
def door() -> Iterator[Door]:
    with MotoEngine():
        region = {"LocationConstraint": "eu-west-2"}
        client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration=region)
        yield Door()
    aws.forget_clients()


def signed(key: str = "uploads/tea 1/ü", size: int = len(FILE)) -> str:
    params = {
        "Bucket": BUCKET, "Key": key, "ContentType": "image/jpeg", "ContentLength": size,
        "IfNoneMatch": "*",
    }  # fmt: skip
    signer = aws.client("s3", f"{ORIGIN}/dev/s3")
    url: str = signer.generate_presigned_url("put_object", Params=params, ExpiresIn=900)
    return url


def stored(key: str = "uploads/tea 1/ü") -> Any:
    return client("s3").get_object(Bucket=BUCKET, Key=key)


def test_a_file_goes_where_its_address_says(door: Door) -> None:
    taken = door.put(signed())

    found = stored()
    assert taken.status == 200
    assert (found["Body"].read(), found["ContentType"]) == (FILE, "image/jpeg")
    assert taken.header("ETag") == found["ETag"]


def test_who_waits_for_uploads_is_woken(door: Door) -> None:
    door.put(signed())

    assert door.pulses == 1


@pytest.mark.parametrize(
    "send",
    [
        pytest.param(lambda door: door.put(signed(), FILE + b"!"), id="a longer file"),
        pytest.param(lambda door: door.put(signed(), Content_Type="text/html"), id="another type"),
        pytest.param(lambda door: door.put(signed(), If_None_Match="x"), id="another condition"),
        pytest.param(lambda door: door.put(signed(), Host="elsewhere:80"), id="another host"),
        pytest.param(lambda door: door.put(signed().replace("uploads", "media")), id="another key"),
        pytest.param(lambda door: door.put(signed().replace("=900", "=9000")), id="longer valid"),
        pytest.param(lambda door: door.put(signed()[:-1] + "~"), id="another signature"),
        pytest.param(lambda door: door.put(f"{ORIGIN}/dev/s3/{BUCKET}/a"), id="not signed"),
        pytest.param(lambda door: door.put(f"{ORIGIN}/dev/s3/{BUCKET}/a?X-Amz-Date=1"), id="half"),
    ],
)
def test_what_was_not_signed_is_refused(door: Door, send: Callable[[Door], Got]) -> None:
    refused = send(door)

    assert refused.status == 403
    assert "Contents" not in client("s3").list_objects_v2(Bucket=BUCKET)


@pytest.mark.parametrize(
    ("later", "status"),
    [(timedelta(minutes=14), 200), (timedelta(minutes=16), 403), (timedelta(minutes=-16), 403)],
)
def test_an_address_holds_for_as_long_as_it_says(door: Door, later: timedelta, status: int) -> None:
    url = signed()
    door.now += later

    assert door.put(url).status == status


def test_a_second_file_is_refused_as_the_address_says(door: Door) -> None:
    url = signed()
    door.put(url)

    assert door.put(url).status == 412


def test_a_file_of_twenty_megabytes_passes_and_one_without_end_does_not(door: Door) -> None:
    large = bytes(20 * 1024 * 1024)
    endless = bytes(33 * 1024 * 1024)

    taken = door.put(signed(size=len(large)), large)
    refused = door.put(signed("uploads/b", len(endless)), endless)

    assert (taken.status, refused.status) == (200, 413)


def test_files_are_put_and_nothing_else(door: Door) -> None:
    read = call(door.uploads, "GET", signed().removeprefix(ORIGIN))

    assert (read.status, read.header("Allow")) == (405, "PUT")


def test_a_bucket_that_is_not_there_is_said(door: Door) -> None:
    params = {"Bucket": "barrow-test-none", "Key": "a"}
    url = aws.client("s3", f"{ORIGIN}/dev/s3").generate_presigned_url("put_object", Params=params)

    assert call(door.uploads, "PUT", url.removeprefix(ORIGIN), FILE).status == 404
