"""Puts pictures into a shop over HTTP: each is announced, sent, and waited for until it is judged.

A key that is a picture already is passed over: what it shows, it shows for good.
"""

import http.client
import time
from collections.abc import Callable, Iterable, Sized
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from barrow.failures import Failure
from barrow.progress import Unwatched, Watcher
from barrow.shop_client import Refusal, ShopClient

Upload = tuple[str, str, bytes]
"""A picture's key, its alternative text, and the file."""

_PICTURES = "/api/catalog/admin/pictures"
_WORKERS = 4
#: Seconds between two looks, and after which a picture that is not judged is given up on.
_LOOK_EVERY = 0.25
_PATIENCE = 300.0
_EXTENSIONS = (
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG", ".png"),
    (b"GIF8", ".gif"),
    (b"RIFF", ".webp"),
)


class NotJudged(Failure):
    def __init__(self, key: str) -> None:
        super().__init__(f"nobody looked at the picture {key}: see the queues at /dev")


class NotSent(Failure):
    def __init__(self, key: str, reason: object) -> None:
        super().__init__(f"the picture {key} could not be sent: {reason}")


@dataclass(frozen=True)
class Outcome:
    """`status` is ready or refused, or there: it was ready before. `detail` says why not."""

    key: str
    status: str
    detail: str = ""


@dataclass(frozen=True)
class Uploaded:
    """How many became pictures, and what the shop refused; what was there is not counted."""

    ready: int = 0
    refused: tuple[Outcome, ...] = field(default_factory=tuple)


def upload(
    client: ShopClient,
    pictures: Iterable[Upload],
    watcher: Watcher | None = None,
    workers: int = _WORKERS,
    total: int | None = None,
) -> Uploaded:
    """Several at once; `pictures` is only asked for one as a worker is free, so it may draw them.

    Raises ShopError, NotSent, NotJudged; what was put in until then stays. `total` tells the
    watcher how many there are, where `pictures` cannot.
    """
    watcher = watcher or Unwatched()
    given = iter(pictures)
    watcher.expect("pictures", total if total is not None else _length(pictures))
    outcomes: list[Outcome] = []
    with ThreadPoolExecutor(workers) as pool:
        running = {pool.submit(_one, client, one) for one in _some(given, workers)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            outcomes += [one.result() for one in done]
            watcher.step(len(done))
            running |= {pool.submit(_one, client, one) for one in _some(given, len(done))}
    return Uploaded(
        ready=sum(one.status == "ready" for one in outcomes),
        refused=tuple(one for one in outcomes if one.status == "refused"),
    )


def missing(client: ShopClient, keys: Iterable[str], workers: int = _WORKERS) -> list[str]:
    """Those of `keys` that are no picture yet, in their order. Raises ShopError."""
    wanted = list(dict.fromkeys(keys))
    with ThreadPoolExecutor(workers) as pool:
        is_ready = pool.map(lambda key: _status(client, key).get("status") == "ready", wanted)
        return [key for key, there in zip(wanted, is_ready, strict=True) if not there]


def put(  # noqa: PLR0913 — a picture and how it is sent
    client: ShopClient,
    key: str,
    filename: str,
    data: bytes,
    alt: str = "",
    sleep: Callable[[float], None] = time.sleep,
) -> Outcome:
    """Send one file and wait until it is judged. Raises ShopError, NotSent, NotJudged."""
    announced = {"key": key, "filename": filename, "bytes": len(data), "alt": alt}
    try:
        _send(key, client.post(_PICTURES, announced, staff=True).json["upload"], data)
    except Refusal as refusal:
        if refusal.code == "picture_exists":
            return Outcome(key, "there")
        # a file that came before, from a command that was broken off, is being looked at: wait
        if refusal.code != "picture_in_work":
            raise
    for _ in range(int(_PATIENCE / _LOOK_EVERY)):
        seen = _status(client, key)
        if seen.get("status") != "waiting":
            return Outcome(key, str(seen["status"]), seen.get("detail") or "")
        sleep(_LOOK_EVERY)
    raise NotJudged(key)


def _one(client: ShopClient, picture: Upload) -> Outcome:
    key, alt, data = picture
    extension = next((name for start, name in _EXTENSIONS if data.startswith(start)), ".avif")
    return put(client, key, f"{key.rpartition('/')[2]}{extension}", data, alt)


def _status(client: ShopClient, key: str) -> dict[str, Any]:
    """The picture as the shop tells it; empty where nobody has announced it."""
    try:
        seen: dict[str, Any] = client.get(f"{_PICTURES}/{quote(key, safe='')}", staff=True).json
    except Refusal as refusal:
        if refusal.status == HTTPStatus.NOT_FOUND:
            return {}
        raise
    return seen


def _send(key: str, where: dict[str, Any], data: bytes) -> None:
    """The file goes straight to the address, which S3 has signed; the shop never holds it."""
    parts = urlsplit(where["url"])
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=120)
    try:
        address = f"{parts.path}?{parts.query}"
        connection.request(where["method"], address, data, where["headers"])
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise NotSent(key, error) from error
    finally:
        connection.close()
    # the file is there already: an earlier try was taken, and only its answer was lost
    if answer.status not in {HTTPStatus.OK, HTTPStatus.PRECONDITION_FAILED}:
        raise NotSent(key, f"{answer.status} {answer.reason}")


def _some(given: "Iterable[Upload]", count: int) -> list[Upload]:
    taken = []
    for one in given:
        taken.append(one)
        if len(taken) == count:
            break
    return taken


def _length(pictures: Iterable[Upload]) -> int:
    return len(pictures) if isinstance(pictures, Sized) else 0
