"""A WSGI app on a port of this machine, in a thread of its own, stopped without leaving one."""

import logging
import socket
import threading
from typing import Any

from waitress import wasyncore
from waitress.server import create_server

from barrow.cloud.http_messages import WsgiApp

#: What is read before the app refuses it with a problem document of its own; beyond, it is cut off.
_READ_AT_MOST = 64 * 1024 * 1024


# a queue of two requests on a laptop is no news
logging.getLogger("waitress.queue").setLevel(logging.ERROR)


class PortTaken(Exception):
    """Another program listens on the port."""


class Server:
    """Keep-alive, one write an answer, loopback only. Port 0 takes a free one."""

    def __init__(self, app: WsgiApp, port: int = 0, threads: int = 8) -> None:
        self._sockets: dict[int, Any] = {}
        self._stopping = False
        try:
            # ours and not waitress's own: that one leaks its threads when the port is taken
            listening = socket.create_server(("127.0.0.1", port), backlog=1024)
        except OSError as error:
            raise PortTaken(f"port {port} is taken: give another with --port") from error
        self._server: Any = create_server(
            app,
            sockets=[listening],
            threads=threads,
            ident="barrow",
            max_request_body_size=_READ_AT_MOST,
            channel_request_lookahead=1,
            clear_untrusted_proxy_headers=False,
            map=self._sockets,
        )
        self.port = int(self._server.effective_port)
        self._thread = threading.Thread(target=self._run, name=f"http {self.port}", daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Answer what is being answered, then let the port go. Twice does no harm."""
        if self._stopping:
            return
        self._server.task_dispatcher.shutdown(cancel_pending=False, timeout=5)
        self._stopping = True
        self._server.pull_trigger()
        if self._thread.is_alive():
            self._thread.join(5)
        wasyncore.close_all(self._sockets, ignore_all=True)

    def _run(self) -> None:
        while not self._stopping:
            wasyncore.loop(timeout=1, map=self._sockets, count=1)
        # what the last tasks wrote is still to be sent
        wasyncore.loop(timeout=0.05, map=self._sockets, count=2)
