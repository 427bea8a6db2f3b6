"""One address for each page: the same table through Python and through CloudFront's JavaScript."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from barrow.cloud.cdn_addresses import MovesTo, page_address
from barrow.cloud.edge_headers import read_template

EDGE = Path(__file__).parents[3] / "infra" / "edge.yaml"
#: Path and query as sent → the object's path, or ("moves", location).
CASES: list[tuple[str, str, str | tuple[str, str]]] = [
    ("/", "", "/index.html"),
    ("/products/teapot/", "", "/products/teapot/index.html"),
    ("/products/teapot/", "utm=a", "/products/teapot/index.html"),
    ("/categories/tea/by-price/2/", "", "/categories/tea/by-price/2/index.html"),
    ("/products/teapot", "", ("moves", "/products/teapot/")),
    ("/search", "q=a%20b&q=c", ("moves", "/search/?q=a%20b&q=c")),
    ("/search", "q", ("moves", "/search/?q")),
    ("/api/docs", "", ("moves", "/api/docs/")),
    ("/404.html", "", "/404.html"),
    ("/sitemaps/products-1.xml", "", "/sitemaps/products-1.xml"),
    ("/.well-known/security.txt", "", "/.well-known/security.txt"),
    ("/v1.2/notes", "", ("moves", "/v1.2/notes/")),
    ("/caf%C3%A9", "", ("moves", "/caf%C3%A9/")),
    # another host must not be where a page moves to
    ("//evil", "", ("moves", "/evil/")),
    ("///evil/x", "", ("moves", "/evil/x/")),
    ("/\\evil", "", ("moves", "/evil/")),
    ("//evil.example", "", "//evil.example"),
    ("//evil/", "", "//evil/index.html"),
]

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="needs node to run")


def run(function: str, event: dict[str, Any], domain: str = "") -> Any:
    """What a CloudFront Function of the template answers to the event, in a shop of that domain."""
    code = read_template(EDGE)["Resources"][function]["Properties"]["FunctionCode"]
    code = code.replace("${Domain}", domain)
    # the runtime gives the query as it was sent by a method, and undefined without a question mark
    program = f"""
        {code}
        const event = JSON.parse(process.argv[1]);
        const query = event.request.query || undefined;
        event.request.rawQueryString = () => query;
        process.stdout.write(JSON.stringify(handler(event)));
    """
    done = subprocess.run(
        ["node", "--eval", program, json.dumps(event)], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize(("path", "query", "expected"), CASES)
def test_an_address_is_an_object_or_moves_to_its_slash(
    path: str, query: str, expected: str | tuple[str, str]
) -> None:
    found = page_address(path, query)

    assert found == (MovesTo(expected[1]) if isinstance(expected, tuple) else expected)


@needs_node
@pytest.mark.parametrize(("path", "query", "expected"), CASES)
def test_cloudfront_finds_the_same(path: str, query: str, expected: str | tuple[str, str]) -> None:
    answer = run("PageAddresses", {"request": {"uri": path, "query": query}})

    if isinstance(expected, tuple):
        assert answer["statusCode"] == 308
        assert answer["headers"]["location"]["value"] == expected[1]
    else:
        assert answer["uri"] == expected
        assert "statusCode" not in answer


@needs_node
@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("/", "", "https://tea.shop/"),
        ("/products/teapot/", "utm=a", "https://tea.shop/products/teapot/?utm=a"),
        ("/search", "q=a%20b", "https://tea.shop/search/?q=a%20b"),
        ("/robots.txt", "", "https://tea.shop/robots.txt"),
        ("//evil", "", "https://tea.shop/evil/"),
    ],
)
def test_a_shop_with_a_domain_is_found_there_alone(path: str, query: str, expected: str) -> None:
    request = {"uri": path, "query": query, "headers": {"host": {"value": "www.tea.shop"}}}

    answer = run("PageAddresses", {"request": request}, domain="tea.shop")

    assert answer["statusCode"] == 308
    assert answer["headers"]["location"]["value"] == expected


@needs_node
def test_a_shop_s_own_domain_moves_nowhere() -> None:
    request = {"uri": "/tea/", "query": "", "headers": {"host": {"value": "tea.shop"}}}

    answer = run("PageAddresses", {"request": request}, domain="tea.shop")

    assert answer["uri"] == "/tea/index.html"


@needs_node
def test_cloudfront_redirects_where_an_object_names_another_address() -> None:
    named = {"x-amz-website-redirect-location": {"value": "/products/new/"}}
    response = {"statusCode": 200, "headers": named}

    answer = run("MovedPages", {"request": {}, "response": response})

    assert answer["statusCode"] == 301
    assert answer["headers"] == {"location": {"value": "/products/new/"}}


@needs_node
def test_cloudfront_leaves_every_other_answer_as_it_is() -> None:
    response = {"statusCode": 200, "headers": {"etag": {"value": '"a"'}}}

    answer = run("MovedPages", {"request": {}, "response": response})

    assert answer == response
