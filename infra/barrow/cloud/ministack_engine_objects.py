"""Reads the bodies of MiniStack's objects where they are: in memory until a cut wrote them.

A few hundred pictures in ten renditions are more than the rest of a shop; they stay in the journal.
A body is read under the engine's lock, where its object is the newest: what the journal has under
that key is this object's or, until the next cut, still in memory.
"""

from typing import Any

from barrow.cloud.journal import Journal
from barrow.cloud.ministack_engine_parts import Patches, load


def read_bodies_from(journal: Journal, patches: Patches) -> None:
    """Replace the one function by which MiniStack's S3 reads a body."""

    def read_body(bucket: str, key: str, kept: dict[str, Any]) -> bytes:
        body: bytes | None = kept.get("body")
        return body if body is not None else journal.object_body(bucket, key)

    patches.put(load("s3"), "_read_body", read_body)
