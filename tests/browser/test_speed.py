"""How fast, and how good by Lighthouse's measure: on the phone that it simulates, over its network.

Beside other tests it would measure those, so `make test` runs this file by itself, at the end. A
page whose first run falls short is run twice more, and the median counts.
"""

import statistics
from pathlib import Path
from typing import Literal, Protocol
from urllib.parse import urlsplit

import pytest
from barrow.shop_client import ShopClient
from playwright.sync_api import expect, sync_playwright

from tests.browser import account_pages, chrome, lighthouse, shopping, signing_in
from tests.browser.back_room import BackRoom
from tests.browser.conftest import equipped
from tests.browser.lighthouse import CATEGORIES, Report
from tests.browser.pages_looked_at import CATEGORY, PRODUCT
from tests.browser.published import Parsed, fetch
from tests.integration.operator.running_shop import RunningShop

LEAST = 98
Who = Literal["new", "laden", "signed in"]
#: Each page's address, and who looks at it: somebody new, with something in the cart, or signed in
#: with something saved for later.
PAGES: dict[str, tuple[str, Who]] = {
    "home": ("/", "new"),
    "category": (CATEGORY, "new"),
    "product": (PRODUCT, "new"),
    "cart": ("/cart/", "laden"),
    "cart, empty": ("/cart/", "new"),
    "checkout": ("/checkout/", "laden"),
    "sign in": ("/account/sign-in/", "new"),
    "account": ("/account/", "signed in"),
    "wishlists": ("/account/wishlists/", "signed in"),
    "privacy": ("/account/privacy/", "signed in"),
}
#: They ask search engines to leave them out.
UNLISTED = {"sign in", "account", "wishlists", "privacy"}
KB = 1024


class Measure(Protocol):
    def __call__(self, path: str, who: Who = "new") -> Report: ...


@pytest.fixture(scope="module")
def measure(running: RunningShop, tmp_path_factory: pytest.TempPathFactory) -> Measure:
    """Each run is somebody else, who has done what `who` says."""
    here = equipped("browser", "node")

    def run(path: str, who: Who = "new") -> Report:
        assert here.browser
        assert here.node
        profile = tmp_path_factory.mktemp("lighthouse") / "profile"
        if who != "new":
            _prepare(who, here.browser, running.url, profile)
        return lighthouse.measure(f"{running.url}{path}", here.browser, here.node, profile)

    return run


def _prepare(who: Who, browser: Path, url: str, profile: Path) -> None:
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=browser, args=list(chrome.FLAGS), base_url=url
        )
        page = context.pages[0]
        if who == "laden":
            page.goto(PRODUCT)
            drawer = shopping.add_to_cart(page)
            expect(drawer.get_by_role("spinbutton")).to_have_value("1")
        else:
            with ShopClient(url) as client:
                signing_in.sign_in(page, signing_in.mailbox(BackRoom(client), "measured"))
            account_pages.save_for_later(page)
        context.close()


@pytest.fixture(scope="module")
def product_report(measure: Measure) -> Report:
    return measure(PRODUCT)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_scores_what_it_must(
    measure: Measure, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path, who = PAGES[name]
    # what search engines are asked not to keep is not what they would like
    counted = [one for one in CATEGORIES if one != "seo" or name not in UNLISTED]
    reports = [measure(path, who)]

    if min(reports[0].scores[one] for one in counted) < LEAST:
        reports += [measure(path, who), measure(path, who)]

    medians = {
        one: statistics.median(report.scores[one] for report in reports) for one in CATEGORIES
    }
    with capsys.disabled():
        for report in reports:
            print(f"\n{name}: {report.scores}", end="")  # noqa: T201 — the figures are the news
    short = {one: medians[one] for one in counted if medians[one] < LEAST}
    assert short == {}, [report.shortfalls for report in reports]


def test_a_product_page_weighs_little(
    product_report: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    pictures = {"Image"}
    parts = [one for one in product_report.transferred if one.kind not in pictures]

    whole = sum(one.size for one in parts)
    script = sum(one.size for one in parts if one.kind == "Script")

    with capsys.disabled():
        print(f"\nproduct: {whole} bytes without pictures, {script} of script", end="")  # noqa: T201
    weights = [(urlsplit(one.url).path, one.kind, one.size) for one in parts]
    assert whole <= 40 * KB, weights
    assert script <= 10 * KB, weights


def test_a_product_page_waits_for_one_stylesheet_at_most(product_report: Report) -> None:
    sheets = [one.url for one in product_report.transferred if one.kind == "Stylesheet"]

    assert len(sheets) <= 1


def test_nothing_on_a_product_page_jumps(product_report: Report) -> None:
    assert product_report.layout_shift == 0


def test_the_largest_picture_of_a_product_page_is_asked_for_first(running: RunningShop) -> None:
    page = fetch(f"{running.url}{PRODUCT}").text

    preloads = [
        tag for tag in _tags(page, "link") if 'rel="preload"' in tag and 'as="image"' in tag
    ]

    assert len(preloads) == 1
    assert 'fetchpriority="high"' in preloads[0]
    assert Parsed(preloads[0]).references[0] in Parsed(page.split("<main", 1)[1]).references


def _tags(html: str, name: str) -> list[str]:
    return [f"<{name} {part.split('>', 1)[0]}>" for part in html.split(f"<{name} ")[1:]]
