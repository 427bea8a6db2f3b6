"""What the local shop shows where no storefront is published: not yet, or on purpose."""

from barrow.cloud.http_messages import Answer

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
{head}<title>{title}</title>
<main>
<h1>{title}</h1>
<p>{text}</p>
<p><a href="/dev">The shop’s clock, mails, queues and facts</a></p>
</main>
</html>
"""


def _page(status: int, title: str, text: str, again_after: int = 0) -> Answer:
    """`again_after` is in seconds; the browser asks again by itself."""
    head = f'<meta http-equiv="refresh" content="{again_after}">\n' if again_after else ""
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
    if again_after:
        headers.append(("Retry-After", str(again_after)))
    return Answer(status, headers, _PAGE.format(head=head, title=title, text=text).encode())


PUBLISHING = _page(
    503,
    "The shop is being published",
    "Its pages are written right now. This page looks again by itself.",
    again_after=2,
)
NO_STOREFRONT = _page(
    404,
    "This shop has no storefront",
    "It was opened with --no-site: only its APIs answer.",
)
