"""S3's side of a signed upload on this machine: `PUT /dev/s3/<bucket>/<key>?X-Amz-…`.

The signature is held to what S3 holds it to (SigV4, "Authenticating requests: using query
parameters"): method, address, every signed header, the length among them, and the time. What would
be refused in production is refused here; the object goes in through S3's own client.
"""

import logging
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import Any
from urllib.parse import parse_qsl, unquote

from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from barrow.cloud.http_messages import (
    Answer,
    BodyTooLarge,
    Environ,
    Request,
    StartResponse,
    problem,
    read_request,
    send,
)

_log = logging.getLogger(__name__)
PREFIX = "/dev/s3/"
#: Of one file, in bytes: above the shop's own limit, which a signed length keeps to.
_LARGEST = 32 * 1024 * 1024
_SENT_ON = {"content-type": "ContentType", "if-none-match": "IfNoneMatch"}


def _now() -> datetime:
    return datetime.now(UTC)


class Uploads:
    """A WSGI app. `s3` is a botocore client; `after` runs after each upload, and wakes the pumps.

    Addresses expire by the machine's clock: botocore signs by it, whatever the shop's says.
    """

    def __init__(
        self, s3: Any, after: Callable[[], None], now: Callable[[], datetime] = _now
    ) -> None:
        self._s3 = s3
        self._after = after
        self._now = now

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        try:
            answer = self.answer(read_request(environ, _LARGEST))
        except BodyTooLarge:
            answer = problem(413, "too_large", "The file is too large")
        except Exception:
            _log.exception("an upload")
            answer = problem(500, "internal", "Something went wrong on our side")
        self._after()
        return send(answer, method, start_response)

    def answer(self, request: Request) -> Answer:
        if request.method != "PUT":
            allow = [("Allow", "PUT")]
            return problem(405, "method_not_allowed", "Files are sent with PUT", headers=allow)
        headers = {name.lower(): value for name, value in request.headers.items()}
        headers["content-length"] = str(len(request.body))
        refusal = self._refusal(request, headers)
        if refusal:
            return problem(403, "signature", "The address does not admit this", refusal)
        bucket, _, key = unquote(request.path.removeprefix(PREFIX)).partition("/")
        given = {_SENT_ON[name]: headers[name] for name in _SENT_ON if name in headers}
        try:
            put = self._s3.put_object(Bucket=bucket, Key=key, Body=request.body, **given)
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            return problem(status, error.response["Error"]["Code"], "S3 refused the file")
        return Answer(200, [("ETag", put["ETag"])])

    def _refusal(self, request: Request, headers: Mapping[str, str]) -> str | None:
        """Why the signature does not hold, if it does not."""
        asked = dict(parse_qsl(request.query, keep_blank_values=True))
        try:
            signed_at = datetime.strptime(asked["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            ends = signed_at + timedelta(seconds=int(asked["X-Amz-Expires"]))
            names = asked["X-Amz-SignedHeaders"].split(";")
            signature = asked["X-Amz-Signature"]
        except (KeyError, ValueError, OverflowError):
            return "It is not signed"
        if not signed_at - timedelta(minutes=15) <= self._now() <= ends:
            return "It has expired"
        parts = request.query.split("&")
        rest = "&".join(part for part in parts if not part.startswith("X-Amz-Signature="))
        signed = AWSRequest(
            method=request.method,
            url=f"http://{headers.get('host', '')}{request.path}?{rest}",
            headers={name: headers.get(name, "") for name in names},
        )
        signed.context["timestamp"] = asked["X-Amz-Date"]
        auth = S3SigV4QueryAuth(_credentials(), "s3", self._s3.meta.region_name)
        text = auth.string_to_sign(signed, auth.canonical_request(signed))
        expected = auth.signature(text, signed)
        return None if compare_digest(expected, signature) else "The signature does not match"


def _credentials() -> Credentials:
    """Those that the shop's functions sign with: the engine sees to it that there are some."""
    env = os.environ
    return Credentials(
        env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"], env.get("AWS_SESSION_TOKEN")
    )
