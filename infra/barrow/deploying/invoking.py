"""The deployed shop, asked through Lambda: what API Gateway would hand a function, handed to it.

The operator is let in by IAM and by a staff key. Neither a domain name nor CloudFront has to stand,
so pages can be published before the site's address leads anywhere. Which route a path belongs to,
the function's own openapi.json says.
"""

import base64
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from botocore.exceptions import BotoCoreError, ClientError

from barrow.cloud.routes import Match, RouteTable
from barrow.deploying.account import Account
from barrow.deploying.stage import Stage
from barrow.shop_client import Answer, ShopClient, ShopError, ShopLost

_PREFIX = "/api/"


class NotDeployed(ShopError):
    """The capability's function is not there."""

    def __init__(self, capability: str, stage: str) -> None:
        super().__init__(
            f"{capability} is not deployed in the stage {stage}: barrow deploy --stage {stage}"
        )


@dataclass(frozen=True)
class Answered:
    """An Answer that came through Lambda."""

    status: int
    headers: tuple[tuple[str, str], ...]

    def getheaders(self) -> list[tuple[str, str]]:
        return list(self.headers)


class InvokedShop(ShopClient):
    """A ShopClient for a stage. Call it from any number of threads."""

    def __init__(self, account: Account, stage: Stage, staff_key: str = "") -> None:
        super().__init__(f"https://{stage.name}.invalid", staff_key)
        self._account, self._stage = account, stage
        self._routes: dict[str, RouteTable] = {}

    def _exchange(
        self, method: str, path: str, payload: bytes | None, sent: dict[str, str], *, again: bool
    ) -> tuple[Answer, bytes]:
        parts = urlsplit(path)
        capability = parts.path.removeprefix(_PREFIX).partition("/")[0]
        match = self._match(capability, parts.path.removeprefix("/api"))
        if match is None or method.lower() not in match.methods:
            raise ShopError(f"the deployed {capability} has no route {method} {parts.path}")
        event = proxy_event(method, path, match, sent, payload)
        return self._invoked(capability, event, again=again)

    def _match(self, capability: str, path: str) -> Match | None:
        described = f"/{capability}/openapi.json"
        if path == described:
            return Match(described, None, frozenset({"get"}))
        if capability not in self._routes:
            document = self.get(f"/api{described}").json
            self._routes[capability] = RouteTable(
                {pattern.removeprefix("/api"): on for pattern, on in document["paths"].items()}
            )
        return self._routes[capability].match(path)

    def _invoked(
        self, capability: str, event: Mapping[str, Any], *, again: bool
    ) -> tuple[Answer, bytes]:
        client = self._account.client("lambda", once=not again)
        method, path = event["httpMethod"], event["path"]
        try:
            answer = client.invoke(
                FunctionName=self._stage.function(capability), Payload=json.dumps(event).encode()
            )
            result = json.loads(answer["Payload"].read() or b"null")
        except client.exceptions.ResourceNotFoundException as missing:
            raise NotDeployed(capability, self._stage.name) from missing
        except (ClientError, BotoCoreError) as error:
            raise ShopLost(method, path, error) from error
        if answer.get("FunctionError") or not isinstance(result, dict):
            reason = (result or {}).get("errorMessage", "it answered nothing")
            raise ShopLost(method, path, f"the function failed: {reason}")
        return _answered(result)


def invoked(account: Account, stage: Stage, staff_key: str = "") -> InvokedShop:
    return InvokedShop(account, stage, staff_key)


def proxy_event(
    method: str, path: str, match: Match, headers: Mapping[str, str], body: bytes | None
) -> dict[str, Any]:
    """What API Gateway's REST proxy integration hands a function, format 1.0, for `/api/…`."""
    parts = urlsplit(path)
    query: dict[str, list[str]] = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        query.setdefault(name, []).append(value)
    sent = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1", **headers}
    return {
        "resource": match.pattern,
        "path": parts.path.removeprefix("/api"),
        "httpMethod": method,
        "headers": sent,
        "multiValueHeaders": {name: [value] for name, value in sent.items()},
        "queryStringParameters": {n: v[-1] for n, v in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": match.parameters,
        "stageVariables": None,
        "requestContext": {
            "resourcePath": match.pattern,
            "httpMethod": method,
            "path": parts.path,
            "stage": "api",
            "requestId": str(uuid.uuid4()),
            "protocol": "HTTP/1.1",
            "identity": {"sourceIp": "127.0.0.1", "userAgent": "barrow"},
        },
        "body": body.decode() if body is not None else None,
        "isBase64Encoded": False,
    }


def _answered(result: Mapping[str, Any]) -> tuple[Answered, bytes]:
    body = str(result.get("body") or "")
    data = base64.b64decode(body) if result.get("isBase64Encoded") else body.encode()
    pairs = [(name, str(value)) for name, value in (result.get("headers") or {}).items()]
    several = result.get("multiValueHeaders") or {}
    pairs += [(name, str(value)) for name, values in several.items() for value in values]
    return Answered(int(result["statusCode"]), tuple(pairs)), data
