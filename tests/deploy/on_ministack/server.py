"""MiniStack in a process of its own, on this machine alone, for as long as a test session."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import boto3
from botocore.config import Config

T = TypeVar("T")
ROOT = Path(__file__).parents[3]
REGION = "eu-west-2"
ACCOUNT = "111122223333"
#: Of the account's root user: MiniStack takes the account's number for its key.
OPERATOR = {"AWS_ACCESS_KEY_ID": ACCOUNT, "AWS_SECRET_ACCESS_KEY": "operator"}


class MiniStack:
    """Started; `environment` takes a process of this machine to it."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "ministack.log"
        self.endpoint = f"http://127.0.0.1:{_free_port()}"
        self.environment = {
            **OPERATOR,
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
        }
        own = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": self.endpoint.rpartition(":")[2],
            "IOT_MTLS_ENABLED": "false",
            "MINISTACK_REGION": REGION,
            # whose API answers a request that nobody signed
            "MINISTACK_ACCOUNT_ID": ACCOUNT,
            "AWS_SECRET_ACCESS_KEY": OPERATOR["AWS_SECRET_ACCESS_KEY"],
            # every call of a function is held against the policy of its role
            "AUTH": "true",
            "S3_DATA_DIR": str(folder / "s3"),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.deploy.on_ministack.process"],
                env=own,
                cwd=folder,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_for(self._is_ready, "MiniStack answers", within=60, told=self.tail)
        except BaseException:
            self.stop()
            raise

    profile_name = "default"

    def client(self, service: str, region_name: str = REGION, config: Config | None = None) -> Any:
        """As a boto3 session makes them; the operator's."""
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=region_name,
            aws_access_key_id=OPERATOR["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=OPERATOR["AWS_SECRET_ACCESS_KEY"],
            config=config,
        )

    def seen(self, path: str) -> Any:
        """What MiniStack itself tells of its insides, below /_ministack/."""
        with urllib.request.urlopen(f"{self.endpoint}/_ministack/{path}", timeout=10) as answer:
            return json.load(answer)

    def unsigned(self, path: str) -> int:
        """The status of a GET that nobody signed."""
        try:
            with urllib.request.urlopen(f"{self.endpoint}{path}", timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code

    def tail(self, lines: int = 80) -> str:
        """The last of its log, the functions' own included."""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return "\n".join(line[:600] for line in text.splitlines()[-lines:])

    def errors(self) -> str:
        """What functions logged as errors, and the last of MiniStack's own log."""
        logs = self.client("logs")
        told = []
        for group in logs.describe_log_groups(logGroupNamePrefix="/aws/lambda/")["logGroups"]:
            found = logs.filter_log_events(
                logGroupName=group["logGroupName"], filterPattern="ERROR"
            )
            told += [f"{group['logGroupName']}: {one['message'][:6000]}" for one in found["events"]]
        return "\n".join([*told[-20:], self.tail()])

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _is_ready(self) -> bool:
        if self._process.poll() is not None:
            raise AssertionError(f"MiniStack ended:\n{self.tail()}")
        with contextlib.suppress(OSError):
            return bool(self.seen("health"))
        return False


@contextlib.contextmanager
def running(folder: Path) -> Iterator[MiniStack]:
    started = MiniStack(folder)
    try:
        yield started
    finally:
        started.stop()


def wait_for(
    found: Callable[[], T | None], what: str, *, within: float, told: Callable[[], str] = str
) -> T:
    """The first true answer of `found`, asked again and again; fails after `within` seconds."""
    end = time.monotonic() + within
    while True:
        answer = found()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {within:g} s\n{told()}")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
