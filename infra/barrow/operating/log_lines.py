"""One line of a function's log, as a person reads it.

The shop writes a JSON object a line (Powertools' Logger); what is no JSON comes from Lambda or from
a process that ended badly.
"""

import json
import re
from datetime import UTC, datetime
from typing import Any

_BAD_LEVELS = frozenset({"ERROR", "CRITICAL"})
_BAD_TEXT = re.compile(r"\[(ERROR|CRITICAL)\]|Task timed out|Traceback|Process exited|^\S+Error\b")
_PLATFORM = ("START RequestId:", "END RequestId:", "REPORT RequestId:", "INIT_START ")
#: In every line, and of no use beside the time and the function's name.
_EVERYWHERE = frozenset(
    {
        "level", "message", "timestamp", "service", "location", "cold_start", "function_name",
        "function_memory_size", "function_arn", "function_request_id", "exception",
        "exception_name", "stack_trace", "handler", "route", "duration_ms",
        "xray_trace_id", "sampling_rate",
    }
)  # fmt: skip


def is_told(text: str, *, errors: bool) -> bool:
    """Whether the line says something; with `errors`, whether it says that something is wrong."""
    line = _parsed(text)
    if line is None:
        # a report that carries a status tells of a time-out, or of memory that ran out
        is_platform = text.startswith(_PLATFORM) and "Status:" not in text
        return bool(text.strip()) and not is_platform and (not errors or bool(_bad(text)))
    if "_aws" in line:
        return False
    return not errors or line.get("level") in _BAD_LEVELS or "errorMessage" in line


def _bad(text: str) -> bool:
    return bool(_BAD_TEXT.search(text)) or "Status: " in text


def shown(at: datetime, function: str, text: str) -> str:
    """The entry: time in UTC, function, level, what happened, what else is known, and where."""
    head = f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} {function.removeprefix('barrow-')}"
    line = _parsed(text)
    if line is None:
        return f"{head} {text}"
    said = [str(line.get("level", "")), str(line.get("message", line.get("errorMessage", "")))]
    # a request by its route, everything else by the function that handled it
    if what := line.get("route") or line.get("handler"):
        said.append(str(what))
    if (took := line.get("duration_ms")) is not None:
        said.append(f"{took} ms")
    said += [
        f"{name}={_value(value)}"
        for name, value in line.items()
        if name not in _EVERYWHERE and value not in (None, "")
    ]
    whole = " ".join(filter(None, [head, *said]))
    # the last line of a traceback is the error, the ones before it tell where
    exception = str(line.get("exception", "")).rstrip()
    return whole + "".join(f"\n    {part}" for part in exception.splitlines())


def is_bad(text: str) -> bool:
    return is_told(text, errors=True)


def _parsed(text: str) -> dict[str, Any] | None:
    if not text.startswith("{"):
        return None
    try:
        line = json.loads(text)
    except ValueError:
        return None
    return line if isinstance(line, dict) else None


def _value(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
