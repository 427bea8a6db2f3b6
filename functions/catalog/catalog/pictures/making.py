"""What `make_pictures` does with S3's messages about uploads: every file ends ready or refused.

A message comes at least once. Each time the upload is claimed, fetched, rendered and concluded, and
each of these steps done twice does what it did: the same file gives the same renditions, the
conclusion is one transaction under the condition that the picture still waits for this upload, and
with it stands the one fact. The file goes last; when the function dies before, the message comes
again and finds that nothing is left to do but that.
"""

import json
from datetime import datetime
from urllib.parse import unquote_plus

from shopkit.observability import count, logger

from catalog.pictures import media, pictures_table, rendering
from catalog.pictures.checking import Unusable
from catalog.pictures.pictures_table import Picture


def make(body: str, now: datetime) -> None:
    """Judge every upload that one message from S3 tells of (S3 guide, "Event message structure").

    The message by which S3 tries out a new queue tells of none.
    """
    for record in json.loads(body).get("Records", []):
        judge(unquote_plus(record["s3"]["object"]["key"]), now)


def judge(object_key: str, now: datetime) -> None:
    """Make a picture of an upload, or refuse it; one that no picture waits for is removed."""
    picture = pictures_table.claim(*media.named(object_key), now)
    if picture is not None:
        try:
            content = media.fetch(object_key)
            if content is None:
                logger().warning("the upload is gone", extra={"picture": picture.key})
                return
            _make(picture, content, now)
        except Unusable as why:
            if pictures_table.refused(picture, why, now):
                count("PicturesRefused", reason=why.reason)
    media.discard(object_key)


def _make(picture: Picture, content: bytes, now: datetime) -> None:
    made = rendering.render(content, picture.filename)
    media.publish(picture.key, dict(made.files))
    if pictures_table.ready(picture, made, now):
        count("PicturesReady")
