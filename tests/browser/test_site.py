"""Every page of the published sample: valid HTML, whole links, data that search engines can use."""

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser import html_check, json_ld, published
from tests.browser.conftest import equipped
from tests.browser.published import Fetched, Parsed
from tests.integration.operator.running_shop import RunningShop

#: Schemes of addresses that are no file of the shop's.
_NO_FILES = {"mailto", "tel", "data", "javascript"}


@pytest.fixture(scope="module")
def listed(running: RunningShop) -> list[Fetched]:
    """Every page of the sample that the sitemap lists; tests' own products have no pictures."""
    addresses = published.listed(running.url)
    return published.fetch_all(one for one in addresses if "/products/test-" not in one)


@pytest.fixture(scope="module")
def pages(running: RunningShop, listed: list[Fetched]) -> dict[str, Fetched]:
    """Those, and the ones that it leaves out, by address."""
    others = published.fetch_all(f"{running.url}{path}" for path in published.UNLISTED)
    return {page.address: page for page in [*listed, *others]}


@pytest.fixture(scope="module")
def parsed(pages: dict[str, Fetched]) -> dict[str, Parsed]:
    return {address: Parsed(page.text) for address, page in pages.items()}


def test_the_sitemap_lists_every_product_and_category(
    running: RunningShop, listed: list[Fetched]
) -> None:
    paths = [urlsplit(page.address).path for page in listed]

    kinds = Counter(path.split("/")[1] for path in paths)

    assert {page.status for page in listed} == {200}
    assert kinds["products"] >= 120
    assert kinds["categories"] >= 15
    assert {"/", "/delivery/", "/returns/", "/privacy/", "/terms/", "/contact/", "/about/"} <= set(
        paths
    )
    assert len(set(paths)) == len(paths)


def test_robots_txt_names_the_sitemap(running: RunningShop) -> None:
    robots = published.fetch(f"{running.url}/robots.txt")

    assert (robots.status, robots.media) == (200, "text/plain")
    assert f"Sitemap: {running.url}/sitemap.xml" in robots.text.splitlines()


def test_no_page_has_an_error_in_its_html(pages: dict[str, Fetched], tmp_path: Path) -> None:
    java = equipped("node", "java").java
    assert java

    found = html_check.complaints(
        {address: page.text for address, page in pages.items()}, java, tmp_path
    )

    assert found == []


def test_whatever_a_page_refers_to_is_there(
    running: RunningShop, parsed: dict[str, Parsed]
) -> None:
    named_by = {
        whole: page
        for page, content in parsed.items()
        for reference in content.references
        if urlsplit(reference).scheme not in _NO_FILES
        and (whole := published.inside(reference, page, running.url))
    }
    targets = {published.without_fragment(whole): page for whole, page in named_by.items()}

    answers = published.fetch_all(targets, "HEAD")

    missing = [
        f"{target} ({answer.status}) on {page}"
        for (target, page), answer in zip(targets.items(), answers, strict=True)
        if answer.status != 200
    ]
    assert len(targets) > 300
    assert missing == []


def test_a_link_into_a_page_finds_its_place(
    running: RunningShop, parsed: dict[str, Parsed]
) -> None:
    found = {
        f"{whole} on {page}": urlsplit(whole).fragment in target.ids
        for page, content in parsed.items()
        for reference in content.references
        if "#" in reference and (whole := published.inside(reference, page, running.url))
        if (target := parsed.get(published.without_fragment(whole)))
    }

    # each page has at least the way past its header
    assert len(found) >= len(parsed)
    assert [link for link, is_there in found.items() if not is_there] == []


def test_structured_data_has_what_its_types_require(parsed: dict[str, Parsed]) -> None:
    faults = [
        f"{page}: {fault}"
        for page, content in parsed.items()
        for block in content.json_ld
        for fault in json_ld.faults(block)
    ]

    assert faults == []


@pytest.mark.parametrize(
    ("path", "types"),
    [
        ("/", {"Organization", "WebSite"}),
        ("/categories/garden-tools/", {"BreadcrumbList"}),
        ("/products/forged-hand-trowel/", {"Product", "BreadcrumbList"}),
    ],
)
def test_a_page_tells_search_engines_what_it_is(
    running: RunningShop, parsed: dict[str, Parsed], path: str, types: set[str]
) -> None:
    blocks = parsed[f"{running.url}{path}"].json_ld

    told = {kind for block in blocks for kind in json_ld.types(block)}

    assert types <= told


def test_every_product_page_has_its_product(listed: list[Fetched]) -> None:
    without = [
        page.address
        for page in listed
        if urlsplit(page.address).path.startswith("/products/")
        and not any("Product" in json_ld.types(block) for block in Parsed(page.text).json_ld)
    ]

    assert without == []


def test_each_listed_page_has_a_title_of_its_own_and_its_own_address(
    listed: list[Fetched], parsed: dict[str, Parsed]
) -> None:
    titles = Counter(parsed[page.address].title.strip() for page in listed)

    assert [page.address for page in listed if not parsed[page.address].description] == []
    assert [page.address for page in listed if parsed[page.address].canonical != page.address] == []
    assert [title for title, count in titles.items() if count > 1 or not title] == []
