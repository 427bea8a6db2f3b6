"""What Lambda gives a handler besides the event: whose call it is and how much time is left."""

import time
from collections.abc import Callable

from barrow.cloud import request_ids
from barrow.cloud.engine_transport import ACCOUNT, REGION

#: API Gateway waits 29 seconds for an answer (REST API quotas); Chalice's functions default to 60.
API_SECONDS = 29.0
EVENT_SECONDS = 60.0


class LambdaContext:
    """The attributes of Lambda's context object that Python handlers read (Lambda guide)."""

    function_version = "$LATEST"
    memory_limit_in_mb = "256"
    identity = None
    client_context = None
    log_stream_name = "local"

    __slots__ = ("_deadline", "_monotonic", "aws_request_id", "function_name")

    def __init__(
        self,
        function_name: str,
        seconds: float,
        request_id: str = "",
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.function_name = function_name
        self.aws_request_id = request_id or request_ids.new()
        self._monotonic = monotonic
        self._deadline = monotonic() + seconds

    @property
    def invoked_function_arn(self) -> str:
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{self.function_name}"

    @property
    def log_group_name(self) -> str:
        return f"/aws/lambda/{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        return max(0, int((self._deadline - self._monotonic()) * 1000))
