"""How tests send pictures to the shop, and what they find there."""

from typing import Any

from barrow.cloud.engine_transport import ACCOUNT
from barrow.cloud.uploads import Uploads
from shopkit import aws

from tests.shop import SITE, Shop
from tests.unit.cloud.wsgi_calls import Got, call

BUCKET = f"barrow-local-media-{ACCOUNT}"
PICTURES = "/catalog/admin/pictures"


def announce(shop: Shop, data: bytes, filename: str = "a.jpg", **more: Any) -> dict[str, Any]:
    body = {"filename": filename, "bytes": len(data)} | more
    answer = shop.post(PICTURES, json=body, staff=True)
    assert answer.status == 201, answer.text
    announced: dict[str, Any] = answer.json
    return announced


def send(upload: dict[str, Any], data: bytes, **changed: str) -> Got:
    """PUT to the signed address as a client does; `changed` headers by name with _ for -."""
    headers = {"Host": SITE.partition("://")[2]} | upload["headers"]
    headers |= {name.replace("_", "-"): value for name, value in changed.items()}
    door = Uploads(aws.client("s3"), after=lambda: None)
    return call(door, "PUT", upload["url"].removeprefix(SITE), data, headers)


def put(shop: Shop, data: bytes, filename: str = "a.jpg", key: str = "tea-1") -> dict[str, Any]:
    """Announce, send, let everything happen; answers what became of it."""
    sent = send(announce(shop, data, filename, key=key)["upload"], data)
    assert sent.status == 200, sent.body
    shop.settle()
    return read(shop, key)


def read(shop: Shop, key: str) -> dict[str, Any]:
    answer = shop.get(f"{PICTURES}/{key}", staff=True)
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


def objects(prefix: str = "") -> set[str]:
    """Keys in the media bucket."""
    listed = aws.client("s3").list_objects_v2(Bucket=BUCKET, Prefix=prefix)
    return {one["Key"] for one in listed.get("Contents", [])}


def body(key: str) -> bytes:
    content: bytes = aws.client("s3").get_object(Bucket=BUCKET, Key=key)["Body"].read()
    return content
