"""One low-level client a service, made on first use and kept for the life of the process.

botocore's clients without boto3's resources: they cost a third less of a cold start. All come from
one session, which reads botocore's own tables once: each client after the first costs some
milliseconds and a megabyte or two, a tenth of what one from a session of its own costs.

DynamoDB's items pass through botocore as they are. It would walk each of them value by value on the
way out and in, which was half of what a read costs, and change nothing but bytes: an item on the
wire is the very JSON that `marshal` writes and reads. So its client is told that items are
documents, Smithy's name for JSON that a client hands on unread, and `marshal` codes bytes itself.
tests/integration/shopkit/test_items_pass_through.py fails if botocore stops handing them on;
figures and cost are in docs/adr/0009-items-pass-through-botocore-unparsed.md.
"""

import threading
from functools import cache
from typing import Any

#: The shapes of DynamoDB's model that hold attributes by name, in the calls that the shop makes.
ITEM_SHAPES = ("AttributeMap", "ExpressionAttributeValueMap", "Key", "PutItemInputAttributeMap")

_clients: dict[str, Any] = {}
_making = threading.Lock()


def client(service: str, endpoint: str | None = None) -> Any:
    """`endpoint` is an address of the service's own, where it is not AWS's (signed URLs of S3)."""
    key = f"{service} {endpoint}" if endpoint else service
    if key not in _clients:
        with _making:
            if key not in _clients:
                _clients[key] = _make(service, endpoint)
    return _clients[key]


@cache
def _session() -> Any:
    import botocore.session

    session = botocore.session.get_session()
    # the session keeps what it loaded, so the client that is made of it finds this model
    model = session.get_component("data_loader").load_service_model("dynamodb", "service-2")
    for name in ITEM_SHAPES:
        model["shapes"][name] = {"type": "structure", "members": {}, "document": True}
    return session


def _make(service: str, endpoint: str | None) -> Any:
    from botocore.config import Config

    own: dict[str, Any] = {}
    if service == "s3":
        # a signed URL fixes headers, as only version 4 can; a checksum of a body that is not there
        # yet would refuse the one that comes
        own = {"signature_version": "s3v4", "request_checksum_calculation": "when_required"}
        own["s3"] = {"addressing_style": "path" if endpoint else "virtual"}
    return _session().create_client(
        service,
        endpoint_url=endpoint,
        config=Config(
            **own,
            # a shopper waits: give up soon and let the caller decide, rather than hang for a minute
            connect_timeout=2,
            read_timeout=8,
            retries={"mode": "standard", "total_max_attempts": 4},
            max_pool_connections=32,
            tcp_keepalive=True,
            # a name of our own: botocore's, which tells of the machine, is built anew for each call
            user_agent="barrow",
        ),
    )


def forget_clients() -> None:
    """Make clients anew: for a process whose endpoint changes (tests, the local cloud)."""
    _clients.clear()
    _session.cache_clear()
