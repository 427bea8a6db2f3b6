"""ETag and If-Match: an edit names the version it edits.

A version is an integer that every write of the object adds one to; its ETag is that number quoted.
`*` matches any version that exists (RFC 9110 §13.1.1).
"""

from shopkit.errors import Malformed, PreconditionMissing


def etag(version: int) -> str:
    return f'"{version}"'


def if_match(header: str | None) -> int | None:
    """The version that the header names, None for `*`.

    Raises PreconditionMissing without a header, Malformed for one that is not a version of ours.
    """
    if not header:
        raise PreconditionMissing("Send If-Match with the ETag that you read")
    # a CDN that compresses an answer makes its ETag weak; the version in it is as exact as before
    value = header.strip().removeprefix("W/")
    if value == "*":
        return None
    number = value.removeprefix('"').removesuffix('"')
    if value != f'"{number}"' or not (number.isascii() and number.isdigit()) or len(number) > 18:
        raise Malformed('If-Match takes one ETag as this shop gives it, such as "3"')
    return int(number)
