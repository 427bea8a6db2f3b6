"""One low-level client a service, made on first use and kept for the life of the process.

botocore's clients without boto3's resources: they cost a third less of a cold start.
"""

import threading
from typing import Any

_clients: dict[str, Any] = {}
_making = threading.Lock()


def client(service: str) -> Any:
    if service not in _clients:
        with _making:
            if service not in _clients:
                _clients[service] = _make(service)
    return _clients[service]


def _make(service: str) -> Any:
    import botocore.session
    from botocore.config import Config

    return botocore.session.get_session().create_client(
        service,
        config=Config(
            # a shopper waits: give up soon and let the caller decide, rather than hang for a minute
            connect_timeout=2,
            read_timeout=8,
            retries={"mode": "standard", "total_max_attempts": 4},
            max_pool_connections=32,
            tcp_keepalive=True,
        ),
    )


def forget_clients() -> None:
    """Make clients anew: for a process whose endpoint changes (tests, the local cloud)."""
    _clients.clear()
