"""Pictures in the table, and the facts about them.

    pk = PICTURE#<key>   sk = PICTURE        status, upload, claimed_at, filename, bytes, alt;
                                             reason, detail (refused); width, height, widths,
                                             blur (ready); expires_at (not ready)
                         sk = PRODUCT#<id>   a product that names it (uses_table.py)
                         sk = EVENT#<evt>    its facts (shopkit/outbox.py)

| pattern | key | units |
|---|---|---|
| a picture | GetItem PICTURE#<key>, PICTURE | 1 read, consistent |
| pictures of a page | BatchGetItem by key | 1 read each, consistent |
| begin an upload | PutItem | 1 write |
| take an upload into work | UpdateItem | 1 write |
| ready, refused | TransactWriteItems: the picture and its fact | 2 × 2 writes |

    waiting ──► ready      for good: what browsers keep for a year cannot become another picture
       ▲  └───► refused    until somebody uploads something better
       └───────────┘

`upload` names the object that counts; events of any other one find nothing to do. A function that
begins to work on an upload claims it, and for CLAIMED no other upload may take its place: so two
files never mix in one picture's renditions. A picture that nobody uploads, or that was refused, is
forgotten after a while.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shopkit import clock, outbox, table
from shopkit.events import Fact, PictureReady, PictureRefused
from shopkit.marshal import Item
from shopkit.table import Refused, get_many, put, transact, update, write

from catalog.tables import catalog_table

if TYPE_CHECKING:
    from catalog.pictures.checking import Unusable
    from catalog.pictures.rendering import Rendering

WAITING, READY, REFUSED = "waiting", "ready", "refused"

#: Longer than the function may run (.chalice/config.json), whatever becomes of it.
CLAIMED = timedelta(minutes=15)
_WAITS = timedelta(days=7)
_REMEMBERED = timedelta(days=30)
_REPLACEABLE = "picture_can_be_replaced"
_CURRENT = "upload_is_the_one_that_counts"
_NAMES = {"#status": "status"}


@dataclass(frozen=True)
class Picture:
    """`width` and `height` are the upright picture's, in pixels; 0 until it is ready."""

    key: str
    status: str
    upload: str
    filename: str
    bytes: int
    alt: str
    created_at: datetime
    reason: str = ""
    detail: str = ""
    width: int = 0
    height: int = 0
    widths: tuple[int, ...] = ()
    blur: str = ""


@dataclass(frozen=True)
class Rendered:
    """What a page needs of a ready picture; its files are `media/<key>/<width>.avif` and `.jpg`.

    `widths` ascend. `blur` is a data: URI of some hundred characters, or empty.
    """

    key: str
    width: int
    height: int
    widths: tuple[int, ...]
    blur: str


def pk(key: str) -> str:
    return f"PICTURE#{key}"


def _item_key(key: str) -> Item:
    return {"pk": pk(key), "sk": "PICTURE"}


def _from_item(item: Item) -> Picture:
    return Picture(
        key=item["pk"].removeprefix("PICTURE#"),
        status=item["status"],
        upload=item["upload"],
        filename=item["filename"],
        bytes=item["bytes"],
        alt=item["alt"],
        created_at=clock.parse(item["created_at"]),
        reason=item.get("reason", ""),
        detail=item.get("detail", ""),
        width=item.get("width", 0),
        height=item.get("height", 0),
        widths=tuple(item.get("widths", ())),
        blur=item.get("blur", ""),
    )


def read(key: str) -> Picture | None:
    item = table.get(catalog_table(), _item_key(key))
    return _from_item(item) if item else None


def read_many(keys: Iterable[str]) -> dict[str, Rendered]:
    """Those of `keys` that are ready, by key; one consistent call a hundred."""
    name = catalog_table()
    wanted = [_item_key(key) for key in dict.fromkeys(keys)]
    found = get_many({name: wanted})[name] if wanted else []
    ready = [_from_item(item) for item in found if item["status"] == READY]
    return {
        one.key: Rendered(one.key, one.width, one.height, one.widths, one.blur) for one in ready
    }


def expect(picture: Picture, now: datetime) -> Picture | None:
    """Store `picture`, which waits; answers the one that it may not replace, if there is one."""
    item = _item_key(picture.key) | {
        "status": picture.status,
        "upload": picture.upload,
        "filename": picture.filename,
        "bytes": picture.bytes,
        "alt": picture.alt,
        "created_at": clock.text(picture.created_at),
        "expires_at": int((now + _WAITS).timestamp()),
    }
    replaceable = (
        "attribute_not_exists(pk) OR #status = :refused OR"
        " (#status = :waiting AND (attribute_not_exists(claimed_at) OR claimed_at < :old))"
    )
    values = {":refused": REFUSED, ":waiting": WAITING, ":old": clock.text(now - CLAIMED)}
    try:
        write(
            put(
                catalog_table(),
                item,
                only_if=replaceable,
                condition=_REPLACEABLE,
                values=values,
                names=_NAMES,
            )
        )
    except Refused as refused:
        stands = refused.failed[_REPLACEABLE]
        return _from_item(stands) if stands else read(picture.key)
    return None


def claim(key: str, upload: str, now: datetime) -> Picture | None:
    """The picture, if it waits for this upload: nothing may replace it for as long as CLAIMED."""
    try:
        item = write(
            update(
                catalog_table(),
                _item_key(key),
                "SET claimed_at = :now",
                {":now": clock.text(now), ":waiting": WAITING, ":upload": upload},
                only_if="#status = :waiting AND upload = :upload",
                condition=_CURRENT,
                names=_NAMES,
            )
        )
    except Refused:
        return None
    return _from_item(item)


def ready(picture: Picture, rendering: "Rendering", now: datetime) -> bool:
    """Whether this call made it so, and told it."""
    values = {
        "width": rendering.width,
        "height": rendering.height,
        "widths": rendering.widths,
        "blur": rendering.blur,
    }
    fact = PictureReady.of(now, key=picture.key)
    return _concluded(picture, READY, values, None, fact)


def refused(picture: Picture, why: "Unusable", now: datetime) -> bool:
    """Whether this call made it so, and told it."""
    values = {"reason": why.reason, "detail": why.detail}
    fact = PictureRefused.of(now, key=picture.key, **values)
    return _concluded(picture, REFUSED, values, now + _REMEMBERED, fact)


def _concluded(
    picture: Picture, status: str, values: Item, until: datetime | None, fact: Fact
) -> bool:
    if until is not None:
        values = values | {"expires_at": int(until.timestamp())}
    names = _NAMES | {f"#{name}": name for name in values}
    expression = ", ".join(f"#{name} = :{name}" for name in ("status", *values))
    gone = "claimed_at" if until else "claimed_at, expires_at"
    conclude = update(
        catalog_table(),
        _item_key(picture.key),
        f"SET {expression} REMOVE {gone}",
        {f":{name}": value for name, value in values.items()}
        | {":status": status, ":waiting": WAITING, ":upload": picture.upload},
        only_if="#status = :waiting AND upload = :upload",
        condition=_CURRENT,
        names=names,
    )
    try:
        transact([conclude, outbox.told(catalog_table(), pk(picture.key), fact)])
    except Refused:
        return False
    return True
