"""A moto server in a process of its own, whose line can be cut; it tells which calls it heard.

Run as a program it serves; `running()` starts it. Addresses below `/-/` are the harness's own:

| address | does |
|---|---|
| POST /-/reset | forget everything, calls too, and mend the line |
| POST /-/cut?after=7 | hear seven more calls, then drop each connection without an answer |
| POST /-/mend | answer every call again |
| GET /-/calls | the calls heard, in order, like `lambda CreateFunction` |

moto reads the documents of ImportRestApi and PutRestApi as OpenAPI 3 and wants a description in
them; API Gateway takes Chalice's Swagger 2.0. Such a document is changed on its way in, and the
endpoint type that goes with it, which moto forgets, is kept.
"""

import json
import logging
import os
import socket
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from urllib.request import Request, urlopen

#: The account whose resources moto makes for any key.
ACCOUNT = "123456789012"


class MotoServer:
    """What a test holds of the running server."""

    def __init__(self, url: str) -> None:
        self.url = url

    def reset(self) -> None:
        self._ask("reset", "POST")

    def cut(self, after: int) -> None:
        """`after` more calls are answered; then nothing is."""
        self._ask(f"cut?after={after}", "POST")

    def mend(self) -> None:
        """Every call is answered again."""
        self._ask("mend", "POST")

    def calls(self) -> list[str]:
        """All since the last reset, those that were cut not among them."""
        return list(json.loads(self._ask("calls", "GET")))

    def _ask(self, what: str, method: str) -> bytes:
        with urlopen(Request(f"{self.url}/-/{what}", method=method), timeout=30) as answer:
            return bytes(answer.read())


@contextmanager
def running() -> Iterator[MotoServer]:
    """A server on a free port of 127.0.0.1, ended with the block."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.deploy.moto_server"],
        cwd=Path(__file__).parent.parent.parent,
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            assert url.startswith("http://127.0.0.1:"), "moto did not start"
            yield MotoServer(url)
        finally:
            process.terminate()


class Line:
    """WSGI: between the port and moto. One call at a time, since moto is not made for more."""

    def __init__(self, moto: Any) -> None:
        self._moto = moto
        self._one = threading.RLock()
        self._calls: list[str] = []
        self._left: int | None = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        path = environ["PATH_INFO"]
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        with self._one:
            if path.startswith("/-/"):
                return self._command(path, environ, start_response)
            if self._left == 0:
                environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
                raise ConnectionResetError("cut")
            if self._left is not None:
                self._left -= 1
            self._calls.append(operation(environ, body))
            if self._calls[-1] in ("apigateway ImportRestApi", "apigateway PutRestApi"):
                body = _as_moto_reads(body)
                environ["CONTENT_LENGTH"] = str(len(body))
            environ["wsgi.input"] = BytesIO(body)
            answer = list(self._moto(environ, start_response))
            if self._calls[-1] == "apigateway ImportRestApi":
                _keep_endpoint_type(environ, answer)
            return answer

    def _command(self, path: str, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if path == "/-/reset":
            from moto.moto_api._internal.models import moto_api_backend

            moto_api_backend.reset()
            self._calls, self._left = [], None
        elif path == "/-/mend":
            self._left = None
        elif path == "/-/cut":
            self._left = int(parse_qs(environ["QUERY_STRING"])["after"][0])
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(self._calls).encode()]


def operation(environ: dict[str, Any], body: bytes) -> str:
    """Which operation of which service a signed request asks for, like `iam CreateRole`."""
    service = environ.get("HTTP_AUTHORIZATION", "/////").split("/")[3]
    if target := environ.get("HTTP_X_AMZ_TARGET"):
        return f"{service} {target.split('.')[-1]}"
    if action := parse_qs(body[:2000].decode("utf-8", "replace")).get("Action"):
        return f"{service} {action[0]}"
    method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
    if service == "apigateway" and path == "/restapis" and "import" in environ["QUERY_STRING"]:
        return "apigateway ImportRestApi"
    if service == "apigateway" and method == "PUT" and path.count("/") == 2:
        return "apigateway PutRestApi"
    return f"{service} {method} {path}"


def _as_moto_reads(document: bytes) -> bytes:
    api = json.loads(document)
    api.pop("swagger", None)
    api["openapi"] = "3.0.1"
    api["info"].setdefault("description", "")
    return json.dumps(api).encode()


def _keep_endpoint_type(environ: dict[str, Any], answer: list[bytes]) -> None:
    from moto.apigateway.models import apigateway_backends

    region = environ["HTTP_AUTHORIZATION"].split("/")[2]
    asked = parse_qs(environ["QUERY_STRING"])["endpointConfigurationTypes"]
    api = json.loads(b"".join(answer))["id"]
    backend = apigateway_backends[ACCOUNT][region]
    backend.apis[api].endpoint_configuration = {"types": asked}


def serve() -> None:
    from moto.moto_server.werkzeug_app import (
        DomainDispatcherApplication,
        MotoRequestHandler,
        create_backend_app,
    )
    from werkzeug.serving import make_server

    from tests.deploy import moto_cdn
    from tests.deploy.moto_change_sets import change_sets_as_aws
    from tests.moto_keys import readable_key_policies

    # moto tells of each kind of resource that it cannot make; the tests know which they need
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore", UserWarning)
    moto_cdn.install()
    line = Line(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, line, threaded=True, request_handler=MotoRequestHandler)
    sys.stdout.write(f"http://127.0.0.1:{server.port}\n")
    with change_sets_as_aws(), readable_key_policies():
        server.serve_forever()


if __name__ == "__main__":
    serve()
