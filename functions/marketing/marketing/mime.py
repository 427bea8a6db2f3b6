"""A letter as the MIME document that a mail server takes: seven-bit, text beside HTML.

Headers are built from parsed parts, and refuse a line break; recipients are told to SES apart from
the document, so that no header could add one.
"""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime

from pydantic import TypeAdapter
from shopkit.models import Email

from marketing.words import one_line


class _Uncut(EmailPolicy):
    """A header that programs read a link from stands on one line, however long the link is.

    Folding would write it as encoded words, which are no address any more (RFC 2047 §5); a line may
    have 998 characters (RFC 5322 §2.1.1).
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        if name == "List-Unsubscribe":
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


_POLICY = _Uncut(linesep=SMTP.linesep, cte_type="7bit")


def document(  # noqa: PLR0913 — the parts of a mail
    *,
    sender: str,
    shop_name: str,
    to: str,
    subject: str,
    html: str,
    text: str,
    at: datetime,
    stop_url: str | None = None,
) -> bytes:
    """The whole mail; raises ValueError for an address that is not exactly one.

    `stop_url` is where its reader says that they want no more of its kind (RFC 2369 §3.2), by one
    click of their mail program (RFC 8058 §3.1).
    """
    if TypeAdapter[str](Email).validate_python(to) != to:
        raise ValueError("white space around the address")
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(display_name=one_line(shop_name), addr_spec=sender)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = one_line(subject)
    message["Date"] = format_datetime(at)
    # RFC 3834 §5: nobody's out-of-office note needs to answer this
    message["Auto-Submitted"] = "auto-generated"
    if stop_url:
        message["List-Unsubscribe"] = f"<{stop_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(text, cte="base64")
    message.add_alternative(html, subtype="html", cte="base64")
    return message.as_bytes()
