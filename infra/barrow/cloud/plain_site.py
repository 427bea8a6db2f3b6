"""What stands at `/` until a storefront is published: plain pages, and drawn pictures.

Once the published folder has an index.html, everything comes from there. Until then the plain
pages answer, under the policy that the storefront will have, and `/media/…` is drawn: sample
products name their photographs, and nobody has taken them.
"""

from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from barrow.cloud.http_messages import Answer, Request
from barrow.cloud.static_files import StaticFiles

#: Nothing from elsewhere, nothing inline. Links to a payment page are no concern of it.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_GUARDS = [
    ("Content-Security-Policy", _POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
]
_MEDIA = "/media/"


class PlainSite:
    """An Answerer. `plain` holds the plain pages, `published` the storefront, or nothing yet."""

    def __init__(self, plain: Path, published: Path) -> None:
        self._published = published
        self._storefront = StaticFiles(published)
        self._plain = StaticFiles(plain)

    def __call__(self, request: Request) -> Answer:
        if (self._published / "index.html").is_file():
            return self._storefront(request)
        host, _, port = request.headers.get("Host", "").partition(":")
        if host == "localhost" and request.method in {"GET", "HEAD"}:
            # the shop knows itself as 127.0.0.1: cookies and the payment's way back go there
            query = f"?{request.query}" if request.query else ""
            there = f"http://127.0.0.1{f':{port}' if port else ''}{request.path}{query}"
            return Answer(307, [("Location", there), ("Cache-Control", "no-store")])
        if request.path.startswith(_MEDIA) and request.method in {"GET", "HEAD"}:
            return _picture(unquote(request.path[len(_MEDIA) :]))
        answer = self._plain(request)
        return Answer(answer.status, [*answer.headers, *_GUARDS], answer.body)


def _picture(key: str) -> Answer:
    """A twig in the product's own colours; its second picture has the same, drawn otherwise."""
    family = sha256(key.rpartition("-")[0].encode() or key.encode()).digest()
    own = sha256(key.encode()).digest()
    hue, other = family[0] * 360 // 256, (family[0] * 360 // 256 + 30 + family[1] // 4) % 360
    leaves = "".join(_leaf(i, own, hue, other) for i in range(5 + family[2] % 4))
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600">'
        f'<rect width="800" height="600" fill="hsl({hue} 32% 88%)"/>'
        f'<circle cx="{250 + own[20]}" cy="{180 + own[21] // 2}" r="{130 + own[22] // 4}" '
        f'fill="hsl({other} 45% 80%)"/>'
        f'<path d="M400 580Q{360 + own[23] // 3} 330 400 60" fill="none" '
        f'stroke="hsl({hue} 30% 35%)" stroke-width="8" stroke-linecap="round"/>{leaves}</svg>'
    )
    headers = [("Content-Type", "image/svg+xml"), ("Cache-Control", "max-age=3600"), *_GUARDS]
    return Answer(200, headers, drawing.encode())


def _leaf(i: int, own: bytes, hue: int, other: int) -> str:
    side = -1 if i % 2 else 1
    turn = -90 + side * (35 + own[i] % 35)
    long, thick = 150 + own[i + 8] // 3, 30 + own[i + 12] // 6
    colour = f"hsl({hue if own[i] % 3 else other} {35 + own[i + 4] % 20}% {38 + own[i + 6] % 22}%)"
    return (
        f'<path transform="translate(400 {520 - i * 52}) rotate({turn})" fill="{colour}" '
        f'd="M0 0C{long // 3} -{thick} {long * 2 // 3} -{thick} {long} 0'
        f'C{long * 2 // 3} {thick} {long // 3} {thick} 0 0Z"/>'
    )
