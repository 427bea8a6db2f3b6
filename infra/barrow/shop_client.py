"""The shop's HTTP API, as a program of its people or of its shoppers calls it.

Connections are kept alive, one per thread. What the shop refuses is raised with its problem
document; only what may be sent twice without harm is sent again over a new connection.

    ShopError
    ├── ShopNotRunning    nobody listens at the address
    ├── ShopLost          the connection broke in the middle of a request
    └── Refusal           an answer of 400 and above

A deployed shop is asked past the network, through Lambda: deploying/invoking.py.
"""

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol, Self
from urllib.parse import urlencode, urlsplit

from barrow.failures import Failure

_SAFE_TWICE = frozenset({"GET", "PUT", "DELETE"})
#: What a connection raises that the other side closed while it was idle.
_GONE = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError)


class ShopError(Failure):
    """The shop could not be asked, or said no."""


class ShopNotRunning(ShopError):
    def __init__(self, url: str) -> None:
        super().__init__(f"the shop is not running at {url}: start it with make run")


class ShopLost(ShopError):
    def __init__(self, method: str, path: str, reason: object) -> None:
        super().__init__(f"the shop did not answer {method} {path}: {reason}")


class Refusal(ShopError):
    """`problem` is the answer's document (RFC 9457), `code` its stable code."""

    def __init__(self, method: str, path: str, status: int, problem: Mapping[str, Any]) -> None:
        self.status = status
        self.problem = problem
        self.code = str(problem.get("code", status))
        wrong = "; ".join(
            f"{one.get('pointer')}: {one.get('detail')}" for one in problem.get("errors") or []
        )
        detail = wrong or problem.get("detail") or problem.get("title") or HTTPStatus(status).phrase
        super().__init__(f"{method} {path}: {status} {self.code}: {detail}")


class NoStaffKey(ShopError):
    def __init__(self, state: Path) -> None:
        super().__init__(f"there is no staff key in {state}: start the shop with make run")


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    json: Any

    @property
    def etag(self) -> str:
        return self.headers.get("etag", "")


class Answer(Protocol):
    """What a request uses of an http.client.HTTPResponse."""

    @property
    def status(self) -> int: ...

    def getheaders(self) -> list[tuple[str, str]]: ...


class ShopClient:
    """Call it from any number of threads; close it once at the end."""

    def __init__(self, url: str, staff_key: str = "", timeout: float = 120.0) -> None:
        """`timeout` is in seconds, for one read or write."""
        parts = urlsplit(url)
        self.url = url.rstrip("/")
        self._host = parts.hostname or "127.0.0.1"
        self._port = parts.port
        self._secure = parts.scheme == "https"
        self._staff = {"Authorization": f"Bearer {staff_key}"}
        self._timeout = timeout
        self._mine = threading.local()
        self._all: list[http.client.HTTPConnection] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        for connection in self._all:
            connection.close()

    def get(self, path: str, **options: Any) -> Reply:
        return self.request("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> Reply:
        return self.request("POST", path, body, **options)

    def put(self, path: str, body: Any = None, **options: Any) -> Reply:
        return self.request("PUT", path, body, **options)

    def listed(self, path: str, **query: str) -> Iterator[Any]:
        """Every entry of a staff list, page by page."""
        asked = {"limit": "100", **query}
        while True:
            page = self.get(f"{path}?{urlencode(asked)}", staff=True).json
            yield from page["data"]
            if not page.get("next_cursor"):
                return
            asked["cursor"] = page["next_cursor"]

    def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        staff: bool = False,
    ) -> Reply:
        """Raises ShopNotRunning, ShopLost, or Refusal. `path` includes `/api` or `/dev`."""
        sent = dict(headers or {})
        if staff:
            sent |= self._staff
        payload = None
        if body is not None:
            payload = json.dumps(body, separators=(",", ":")).encode()
            sent["Content-Type"] = "application/json"
        again = method in _SAFE_TWICE or "Idempotency-Key" in sent
        answer, data = self._exchange(method, path, payload, sent, again=again)
        found = json.loads(data) if data else None
        if answer.status >= HTTPStatus.BAD_REQUEST:
            problem = found if isinstance(found, dict) else {}
            raise Refusal(method, path.partition("?")[0], answer.status, problem)
        return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, found)

    def _exchange(
        self, method: str, path: str, payload: bytes | None, sent: dict[str, str], *, again: bool
    ) -> tuple[Answer, bytes]:
        connection, kept = self._connection()
        try:
            connection.request(method, path, payload, sent)
            answer = connection.getresponse()
            return answer, answer.read()
        except ConnectionRefusedError as error:
            raise ShopNotRunning(self.url) from error
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            if kept and again and isinstance(error, _GONE):
                return self._exchange(method, path, payload, sent, again=again)
            raise ShopLost(method, path, error) from error

    def _connection(self) -> tuple[http.client.HTTPConnection, bool]:
        """This thread's connection, and whether it is already open."""
        connection: http.client.HTTPConnection | None = getattr(self._mine, "connection", None)
        if connection is None:
            kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
            connection = kind(self._host, self._port, timeout=self._timeout)
            self._mine.connection = connection
            self._all.append(connection)
        return connection, connection.sock is not None


def staff_key_of(state: Path) -> str:
    """The staff key that the local shop keeps in its state folder. Raises NoStaffKey."""
    try:
        return (state / "staff-key").read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise NoStaffKey(state) from error
