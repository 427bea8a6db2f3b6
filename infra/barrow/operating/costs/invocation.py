"""One call of a function, and what it comes to on the price list.

Time is what Lambda would bill: the function's own processor time, stretched to the share of a
processor that its memory buys, and a round trip for every request that it waits for. The round
trips are assumed; everything else is counted or measured.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from barrow.operating.costs.units import Units
from barrow.operating.costs.usage import Usage

#: At this memory a function has one processor (Lambda guide, "Configure Lambda function memory").
ONE_PROCESSOR_MB = 1769
#: START, END and REPORT, which Lambda writes for each call.
PLATFORM_LOG_BYTES = 350
GB = 2**30
_READS = frozenset({"GetObject", "HeadObject", "SelectObjectContent"})
_FREE = frozenset({"DeleteObject", "DeleteObjects"})


@dataclass(frozen=True)
class Billing:
    """How measured work becomes billed time; milliseconds. `duration_ms` replaces it all."""

    memory_mb: int | None = None
    duration_ms: float | None = None
    dynamodb_ms: float = 5
    transaction_ms: float = 15
    aws_ms: float = 10
    stripe_ms: float = 300


@dataclass
class Invocation:
    """`own` in seconds of a whole processor; `counts` are calls to Stripe and AWS by operation."""

    function: str
    memory_mb: int
    is_api: bool
    messages: int
    own: float = 0.0
    units: Units = field(default_factory=Units)
    counts: dict[str, int] = field(default_factory=dict)
    facts: int = 0
    log_bytes: int = 0
    answer_bytes: int = 0
    metrics: set[str] = field(default_factory=set)

    def count(self, name: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1

    def seconds(self, billing: Billing) -> float:
        if billing.duration_ms is not None:
            return billing.duration_ms / 1000
        memory = billing.memory_mb or self.memory_mb
        waits = sum(times * _wait(name, billing) for name, times in self.counts.items())
        return self.own * max(1.0, ONE_PROCESSOR_MB / memory) + waits / 1000

    def usage(self, billing: Billing) -> Usage:
        # rounded up to a millisecond (Lambda pricing)
        seconds = ceil(self.seconds(billing) * 1000) / 1000
        writes = self.units.written + self.units.indexed
        # EventBridge sends each message by itself; Lambda receives and deletes ten at once
        queue = self.messages + 2 * ceil(self.messages / 10)
        objects = {name[3:]: n for name, n in self.counts.items() if name.startswith("s3.")}
        reads = sum(n for name, n in objects.items() if name in _READS)
        return Usage(
            lambda_requests=1,
            lambda_gb_seconds=seconds * (billing.memory_mb or self.memory_mb) / 1024,
            api_requests=int(self.is_api),
            cdn_requests=int(self.is_api),
            cdn_gb=self.answer_bytes / GB,
            dynamodb_reads=self.units.read,
            dynamodb_writes=writes,
            facts=self.facts,
            queue_requests=queue,
            mails=self.counts.get("sesv2.SendEmail", 0),
            site_reads=reads,
            site_writes=sum(n for name, n in objects.items() if name not in _FREE) - reads,
            log_gb=(self.log_bytes + PLATFORM_LOG_BYTES) / GB,
        )


def total(invocations: Sequence[Invocation], billing: Billing) -> Usage:
    return sum((one.usage(billing) for one in invocations), Usage())


def _wait(name: str, billing: Billing) -> float:
    service, _, operation = name.partition(".")
    if service == "stripe":
        return billing.stripe_ms
    if service != "dynamodb":
        return billing.aws_ms
    return billing.transaction_ms if operation.startswith("Transact") else billing.dynamodb_ms
