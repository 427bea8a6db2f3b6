"""The published site as these tests look at it: files of the bucket, by key."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from barrow.cloud.engine_transport import ACCOUNT
from shopkit import aws, settings

BUCKET = f"barrow-local-site-{ACCOUNT}"


@dataclass(frozen=True)
class Served:
    """An object as the CDN would get it."""

    text: str
    media: str
    cache: str
    moved_to: str | None


@contextmanager
def publishing() -> Iterator[None]:
    """A storefront is published inside."""
    os.environ["BARROW_SITE_BUCKET"] = BUCKET
    settings.forget()
    try:
        yield
    finally:
        del os.environ["BARROW_SITE_BUCKET"]
        settings.forget()


def page(path: str) -> Served | None:
    """What stands at a path that ends in a slash, or at a file's."""
    s3 = aws.client("s3")
    key = f"{path}index.html" if path.endswith("/") else path
    try:
        found = s3.get_object(Bucket=BUCKET, Key=key.removeprefix("/"))
    except s3.exceptions.NoSuchKey:
        return None
    moved = found.get("WebsiteRedirectLocation")
    text = found["Body"].read().decode()
    return Served(text, found["ContentType"], found["CacheControl"], moved)


def html(path: str) -> str:
    found = page(path)
    assert found is not None, path
    return found.text


def keys() -> dict[str, str]:
    """ETag by key of all that is published; publishing's own notes are left out."""
    s3 = aws.client("s3")
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
    found = [one for part in pages for one in part.get("Contents", [])]
    return {one["Key"]: one["ETag"] for one in found if not one["Key"].startswith(".barrow/")}


@contextmanager
def counted_writes() -> Iterator[list[str]]:
    """Keys that are put into or deleted from the site bucket inside."""
    written: list[str] = []

    def note(params: dict[str, Any], model: Any, **_: Any) -> None:
        if model.name in {"PutObject", "DeleteObject"} and params["Bucket"] == BUCKET:
            written.append(params["Key"])

    events = aws.client("s3").meta.events
    events.register("before-parameter-build.s3", note)
    try:
        yield written
    finally:
        events.unregister("before-parameter-build.s3", note)
