"""What the local cloud asks of an AWS engine: one small interface, two engines behind it.

An engine answers the botocore calls of this process without a socket. `MiniStackEngine` runs the
local cloud, `MotoEngine` the tests; a contract test holds both to the same behaviour.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, Self

Record = dict[str, Any]
"""One entry of a Lambda stream event's `Records`: eventID, eventName, dynamodb.Keys, images …"""


class EngineError(RuntimeError):
    """The engine cannot do what was asked; the message says what to do."""


class DeployFailed(EngineError):
    """A CloudFormation stack did not reach a complete state; carries the first failed resource."""

    def __init__(self, stack_name: str, reason: str) -> None:
        super().__init__(f"stack {stack_name} was not deployed: {reason}")
        self.stack_name = stack_name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Mail:
    """A message handed to SES. `raw` is the whole MIME document, as a mail server gets it."""

    id: str
    at: datetime
    sender: str
    recipients: tuple[str, ...]
    raw: bytes


class Engine(Protocol):
    """The AWS in the local cloud. Every method may be called from any thread."""

    @property
    def lock(self) -> AbstractContextManager[Any]:
        """The lock around each call, re-entrant: hold it to make several calls one step."""

    def start(self) -> None:
        """Answer the AWS calls of this process from now on."""

    def stop(self) -> None:
        """Give botocore and the environment back as they were found."""

    def deploy(self, template: Path, parameters: dict[str, str], stack_name: str) -> None:
        """Create the stack, update it when the template or a parameter changed, else do nothing.

        Raises DeployFailed with the reason CloudFormation gave.
        """

    def outputs(self, stack_name: str) -> dict[str, str]:
        """Return the stack's outputs."""

    def stream_tables(self) -> list[str]:
        """Return the names of tables that have a stream, sorted."""

    def take_stream(self, table: str, limit: int = 100) -> list[Record]:
        """Return the oldest unprocessed changes; they stay until `done_stream` counts them off."""

    def done_stream(self, table: str, count: int) -> None:
        """Drop the oldest `count` changes of the table."""

    def queue_depths(self) -> dict[str, tuple[int, int]]:
        """Return visible and in-flight messages by queue name; delayed ones count as in flight."""

    def mails(self) -> Sequence[Mail]:
        """Return every message sent, oldest first."""

    def forget_mails(self, is_theirs: Callable[[str], bool]) -> int:
        """Let go of the mails to these addresses; return how many there were."""

    def scrub(self) -> None:
        """Leave nothing in what is kept of anything that was deleted or written over."""

    def verify_sender(self, identity: str) -> None:
        """Let SES accept mail from this address or domain."""

    def sweep_ttl(self, now: datetime) -> int:
        """Delete the items whose time to live is past at `now`; return how many."""

    def clear(self) -> None:
        """Forget everything: tables, queues, objects, mails, stacks."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...
