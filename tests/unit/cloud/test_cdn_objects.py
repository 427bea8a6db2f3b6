"""Objects that the edge keeps, when many ask for them at once."""

import io
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from barrow.cloud.cdn_objects import EdgeObjects

BUCKET, KEYS, BODY = "the-site", ("a", "b", "c"), b"tea " * 250
#: Of the three objects, as EdgeObject counts it.
WEIGHT = 3 * (len(BODY) * 3 // 2 + 1_000)


class Changing:
    """An S3 whose objects are others each time; it notes of which the edge knows a state."""

    def __init__(self) -> None:
        self.known: list[str] = []

    def get_object(self, **asked: Any) -> dict[str, Any]:
        if "IfNoneMatch" in asked:
            self.known.append(asked["Key"])
        return {"Body": io.BytesIO(BODY), "ETag": '"other"', "ContentType": "text/plain"}


@pytest.fixture
def busy() -> Iterator[None]:
    """Threads take turns after every few instructions."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("busy")
def test_what_many_read_at_once_takes_the_room_of_one() -> None:
    s3 = Changing()
    objects = EdgeObjects(s3, kept_bytes=WEIGHT)

    def read() -> None:
        for turn in range(2_000):
            objects.get(BUCKET, KEYS[turn % 3])

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    s3.known.clear()
    for key in KEYS:
        objects.get(BUCKET, key)
    assert s3.known == list(KEYS)
