"""The AWS account that the operator is signed in to: every client of the operator's side is made
here.

AWS_ENDPOINT_URL is boto3's own: with it set, everything goes to the emulator that it names.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    HTTPClientError,
    NoCredentialsError,
    ProfileNotFound,
)

from barrow.failures import Failure


class NotSignedIn(Failure):
    """No credentials, no region, or AWS does not accept them."""


class AwsFailed(Failure):
    """AWS said no, or could not be heard."""


@contextmanager
def failures() -> Iterator[None]:
    """What botocore raises in the block comes out as AwsFailed."""
    try:
        yield
    except ClientError as error:
        said = error.response["Error"]
        reason = said.get("Message") or said.get("Code") or "it did not say why"
        raise AwsFailed(f"AWS refused {error.operation_name}: {reason}") from error
    except (BotoCoreError, HTTPClientError) as error:
        raise AwsFailed(f"AWS did not answer: {error}") from error


class Account:
    """Clients are kept; any number of threads may ask."""

    def __init__(self, session: Any, region: str) -> None:
        """Asks AWS who is signed in. Raises botocore's errors."""
        self.region = region
        self._session = session
        self._clients: dict[tuple[str, str, bool], Any] = {}
        self._making = threading.Lock()
        who = self.client("sts").get_caller_identity()
        self.id: str = who["Account"]
        self.caller: str = who["Arn"]
        # arn:aws:…, arn:aws-cn:…
        self.partition: str = self.caller.split(":")[1]

    @property
    def endpoint(self) -> str | None:
        """The emulator's address, where it is not AWS's."""
        address: str = self.client("sts").meta.endpoint_url
        host = urlsplit(address).hostname or ""
        return None if ".amazonaws.com" in host else address

    def client(self, service: str, region: str | None = None, *, once: bool = False) -> Any:
        """`region` is the stage's unless another is named.

        `once` is for calls that must not be sent again after a connection broke.
        """
        key = (service, region or self.region, once)
        with self._making:
            if key not in self._clients:
                self._clients[key] = self._session.client(
                    service, region_name=key[1], config=_config(once=once)
                )
            return self._clients[key]

    def environment(self) -> dict[str, str]:
        """What a subprocess needs beside the caller's own environment to reach the same account."""
        profile = self._session.profile_name
        named = {} if profile == "default" else {"AWS_PROFILE": profile}
        return {"AWS_DEFAULT_REGION": self.region, "AWS_REGION": self.region, **named}


def _config(*, once: bool) -> Config:
    # standard mode tells throttling from refusals; ten attempts outlast CloudFormation's limits,
    # unless the operator said how many there shall be
    attempts = {} if "AWS_MAX_ATTEMPTS" in os.environ else {"total_max_attempts": 10}
    return Config(
        retries={"mode": "standard", **({"total_max_attempts": 1} if once else attempts)},
        connect_timeout=10,
        read_timeout=70,
        max_pool_connections=32,
        user_agent_extra="barrow",
    )


def signed_in(region: str | None = None) -> Account:
    """The account of this shell, in `region` or its own. Raises NotSignedIn."""
    try:
        session = boto3.Session()
        found = region or session.region_name
        if not found:
            raise NotSignedIn(
                'no region: write region = "eu-west-2" (or yours) into the stage\'s file, or set'
                " AWS_DEFAULT_REGION"
            )
        return Account(session, found)
    except (NoCredentialsError, ProfileNotFound) as error:
        raise NotSignedIn(
            f"you are not signed in to AWS ({error}): run aws configure sso or aws login, or set"
            " AWS_PROFILE, then try again"
        ) from None
    except EndpointConnectionError as error:
        raise NotSignedIn(f"AWS cannot be reached: {error}") from None
    except ClientError as error:
        reason = error.response["Error"].get("Message", str(error))
        raise NotSignedIn(
            f"AWS does not accept your credentials: {reason} Sign in again (aws sso login), then"
            " try again"
        ) from None
    except BotoCoreError as error:
        raise NotSignedIn(f"AWS cannot be asked who you are: {error}") from None
