"""Calls a WSGI app in process, as a server would."""

import io
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from barrow.cloud.http_messages import WsgiApp


@dataclass
class Got:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        return next((v for n, v in self.headers if n.lower() == name.lower()), None)

    def all(self, name: str) -> list[str]:
        return [v for n, v in self.headers if n.lower() == name.lower()]

    def json(self) -> Any:
        return json.loads(self.body)


def call(
    app: WsgiApp,
    method: str,
    target: str,
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
    json_body: Any = None,
) -> Got:
    """`target` is a path with its query, encoded as a client sends it."""
    headers = {"Host": "localhost:8000"} | (headers or {})
    if json_body is not None:
        body = json.dumps(json_body).encode()
        headers.setdefault("Content-Type", "application/json")
    path, _, query = target.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(path, encoding="latin-1"),
        "REQUEST_URI": target,
        "QUERY_STRING": query,
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body or b""),
        "CONTENT_LENGTH": str(len(body or b"")),
    }
    for name, value in headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    started: list[Any] = []
    parts = app(environ, lambda status, given, *_: started.append((status, given)))
    data = b"".join(parts)
    status, given = started[0]
    return Got(int(status.split()[0]), list(given), data)
