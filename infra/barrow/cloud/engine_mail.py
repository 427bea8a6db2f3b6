"""Reads the mail out of SES requests, both APIs, so that the whole MIME document is kept."""

import base64
import json
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from typing import Any
from urllib.parse import parse_qs

from barrow.cloud.engine import Mail
from barrow.cloud.engine_transport import Call
from barrow.cloud.ministack_engine_parts import Patches

_V2_SEND = "/v2/email/outbound-emails"
_ADDRESSED = ("From", "To", "Cc", "Bcc", "Subject")
_V1_SENDS = frozenset({"SendEmail", "SendRawEmail"})


def is_send(call: Call) -> bool:
    """Tell whether this is SES v2 SendEmail, or v1 SendEmail or SendRawEmail."""
    if call.service not in ("ses", "email"):
        return False
    if call.path.startswith("/v2/"):
        return call.path.rstrip("/") == _V2_SEND and call.method == "POST"
    return any(f"Action={name}&".encode() in call.body + b"&" for name in _V1_SENDS)


def sent_mail(call: Call, answer: bytes, at: datetime) -> Mail:
    """Return the mail of an accepted send; `answer` is the response body with the message's id."""
    if call.path.startswith("/v2/"):
        message_id = json.loads(answer)["MessageId"]
        sender, recipients, raw = _v2(json.loads(call.body))
    else:
        message_id = answer.partition(b"<MessageId>")[2].partition(b"</MessageId>")[0].decode()
        sender, recipients, raw = _v1(parse_qs(call.body.decode()))
    if not sender or not recipients:
        headers = _headers(raw)
        sender = sender or headers.get("From", "")
        fields = [headers.get(name, "") for name in ("To", "Cc", "Bcc")]
        found = [address for _, address in getaddresses([f for f in fields if f])]
        recipients = recipients or found
    return Mail(message_id, at, sender, tuple(recipients), raw)


def read_headers_only(ses_v2: Any, patches: Patches) -> None:
    """MiniStack reads each raw mail whole and writes it anew, for a relay that nobody set up."""
    patches.put(
        ses_v2, "_parse_raw_mime", lambda raw: {**_headers(base64.b64decode(raw)), "BodyParts": []}
    )
    patches.put(ses_v2, "_build_mime_message", lambda *_: "")


def _headers(raw: bytes) -> dict[str, str]:
    headers = BytesHeaderParser(policy=policy.default).parsebytes(raw)
    return {name: str(headers[name]) for name in _ADDRESSED if headers[name]}


def _v2(data: dict[str, Any]) -> tuple[str, list[str], bytes]:
    destination = data.get("Destination", {})
    kinds = ("ToAddresses", "CcAddresses", "BccAddresses")
    recipients = [address for kind in kinds for address in destination.get(kind, [])]
    sender = data.get("FromEmailAddress", "")
    content = data.get("Content", {})
    if "Raw" in content:
        return sender, recipients, base64.b64decode(content["Raw"]["Data"])
    simple = content.get("Simple", {})
    body = simple.get("Body", {})
    raw = _compose(
        sender,
        recipients,
        simple.get("Subject", {}).get("Data", ""),
        body.get("Text", {}).get("Data", ""),
        body.get("Html", {}).get("Data", ""),
    )
    return sender, recipients, raw


def _v1(form: dict[str, list[str]]) -> tuple[str, list[str], bytes]:
    def one(name: str) -> str:
        return form.get(name, [""])[0]

    sender = one("Source")
    if "RawMessage.Data" in form:
        recipients = [form[key][0] for key in form if key.startswith("Destinations.member.")]
        return sender, recipients, base64.b64decode(one("RawMessage.Data"))
    recipients = [form[key][0] for key in form if key.startswith("Destination.")]
    raw = _compose(
        sender,
        recipients,
        one("Message.Subject.Data"),
        one("Message.Body.Text.Data"),
        one("Message.Body.Html.Data"),
    )
    return sender, recipients, raw


def _compose(sender: str, recipients: list[str], subject: str, text: str, html: str) -> bytes:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = ", ".join(recipients)
    message["Subject"] = subject
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()
