"""Pages as answers: for people whose browser runs no script, as problems.py is for programs.

An answer is of its moment and of one shopper: it is never stored on the way (`no-store`). The
headers that protect a page are CloudFront's to add, to these as to the files.
"""

from html import escape
from typing import Any

from chalice.app import Response

from shopkit import pages, problems
from shopkit.errors import NotAllowed, ShopError, TooManyRequests
from shopkit.pages import Kind, Page
from shopkit.routes import Headers, Html, Redirect
from shopkit.settings import settings


def require_own_page(origin: str | None) -> None:
    """Raises NotAllowed for a form that a page of another site sends, cookie or not.

    Browsers name the origin with every POST (Fetch, "append a request Origin header").
    """
    if origin != settings().site_url:
        raise NotAllowed(f"Open the shop at {settings().site_url} and send this again from there")


def answer(result: Html | Redirect) -> Response:
    if isinstance(result, Redirect):
        headers: Headers = {"Location": result.to, "Cache-Control": "no-store"}
        return Response("", headers | result.headers, result.status)
    text = pages.render(result.template, result.page, pages.shop(), **result.values)
    return Response(text, _headers() | result.headers, result.status)


def unlisted(kind: Kind, path: str, title: str) -> Page:
    """A page of one shopper alone, which no search engine is to list."""
    shop = settings()
    return Page(
        kind=kind,
        path=path,
        title=f"{title} · {shop.shop_name}",
        description="",
        canonical=f"{shop.site_url}{path}",
        indexed=False,
    )


def problem(error: ShopError) -> Response:
    """The page that tells of a typed error, with its status."""
    response = document(
        problems.status_of(error), error.code, error.title, error.detail, error.extra
    )
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def document(status: int, code: str, title: str, detail: str, extra: dict[str, Any]) -> Response:  # noqa: ARG001
    """As problems.document. A page that cannot be drawn is told of without a template."""
    try:
        page = unlisted("content", "/", title)
        shown = {"heading": title, "detail": detail}
        return answer(Html("forms/refused.html", page, shown, status))
    except Exception:
        from shopkit.observability import logger

        logger().exception("the page of a refusal could not be drawn")
        plain = (
            f'<!doctype html><html lang="en"><title>{escape(title)}</title>'
            f"<h1>{escape(title)}</h1><p>{escape(detail)}</p>"
            '<p><a href="/">To the shop</a></p></html>'
        )
        return Response(plain, _headers(), status)


def _headers() -> Headers:
    return {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
