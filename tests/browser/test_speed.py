"""How fast, and how good by Lighthouse's measure: on the phone that it simulates, over its network.

Beside other tests it would measure those, so `make test` runs this file by itself, at the end. A
page whose first run falls short is run twice more, and the median counts.
"""

import re
import shutil
import statistics
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal, Protocol
from urllib.parse import urlsplit

import pytest
from barrow.shop_client import ShopClient
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser import account_pages, chrome, lighthouse, shopping, signing_in
from tests.browser.back_room import BackRoom
from tests.browser.conftest import equipped
from tests.browser.lighthouse import CATEGORIES, Report
from tests.browser.pages_looked_at import CATEGORY, PRODUCT
from tests.browser.published import Parsed, fetch
from tests.browser.shopping import Buyer
from tests.browser.signing_in import Mailbox
from tests.integration.operator.running_shop import RunningShop

LEAST = 98
Who = Literal["new", "laden", "signed in"]
#: Stands for the address of the order that somebody has.
ORDER = "order"
#: Each page's address, and who looks at it: somebody new, with something in the cart, or signed in
#: with an order, an address and something saved for later.
PAGES: dict[str, tuple[str, Who]] = {
    "home": ("/", "new"),
    "category": (CATEGORY, "new"),
    "product": (PRODUCT, "new"),
    "cart": ("/cart/", "laden"),
    "cart, empty": ("/cart/", "new"),
    "checkout": ("/checkout/", "laden"),
    "sign in": ("/account/sign-in/", "new"),
    "account": ("/account/", "signed in"),
    "profile": (account_pages.PROFILE, "signed in"),
    "addresses": (account_pages.ADDRESSES, "signed in"),
    "orders": (account_pages.ORDERS, "signed in"),
    "order": (ORDER, "signed in"),
    "wishlists": (account_pages.WISHLISTS, "signed in"),
    "security": (signing_in.SECURITY, "signed in"),
    "privacy": (account_pages.PRIVACY, "signed in"),
}
#: They ask search engines to leave them out.
UNLISTED = {"sign in", *(name for name, (_, who) in PAGES.items() if who == "signed in")}
KB = 1024
#: Of a browser's profile: what it holds open, and what it keeps of pages. The visit is a first one.
NOT_COPIED = shutil.ignore_patterns("Singleton*", "Cache", "Code Cache")


class Measure(Protocol):
    def __call__(self, path: str, who: Who = "new") -> Report: ...


@pytest.fixture(scope="module")
def measure(running: RunningShop, tmp_path_factory: pytest.TempPathFactory) -> Measure:
    """Each run has a browser of its own, in which everything has been done that `who` says."""
    here = equipped("browser", "node")
    browser, node = here.browser, here.node
    assert browser
    assert node

    def folder() -> Path:
        return tmp_path_factory.mktemp("lighthouse") / "profile"

    @cache
    def prepared(who: Who) -> tuple[Path, str]:
        profile = folder()
        return profile, PREPARE[who](browser, running.url, profile)

    def run(path: str, who: Who = "new") -> Report:
        profile = folder()
        if who in PREPARE:
            before, order = prepared(who)
            shutil.copytree(before, profile, ignore=NOT_COPIED)
            path = order if path == ORDER else path
        report = lighthouse.measure(f"{running.url}{path}", browser, node, profile)
        assert report.path == urlsplit(path).path
        if who == "signed in":
            assert {one.status for one in report.transferred if "/api/" in one.url} == {200}
        return report

    return run


def _prepare(do: Callable[[Page, str], str]) -> Callable[[Path, str, Path], str]:
    """`do` in a browser whose `profile` is kept."""

    def prepare(browser: Path, url: str, profile: Path) -> str:
        with sync_playwright() as playwright:
            context = playwright.chromium.launch_persistent_context(
                profile, executable_path=browser, args=list(chrome.FLAGS), base_url=url
            )
            done = do(context.pages[0], url)
            context.close()
        return done

    return prepare


def _fill_cart(page: Page, url: str) -> str:
    page.goto(PRODUCT)
    drawer = shopping.add_to_cart(page)
    expect(drawer.get_by_role("spinbutton")).to_have_value("1")
    return ""


def _furnish_account(page: Page, url: str) -> str:
    """The address of the order that was bought."""
    buyer = Buyer.called("measured")
    with ShopClient(url) as client:
        signing_in.sign_in(page, Mailbox(BackRoom(client), buyer.email))
    account_pages.buy_something(page, buyer)
    account_pages.keep_address(page, buyer)
    account_pages.save_for_later(page)
    page.goto(account_pages.ORDERS)
    order = page.get_by_role("link", name=re.compile("^Order ")).get_attribute("href")
    assert order
    return order


PREPARE: dict[Who, Callable[[Path, str, Path], str]] = {
    "laden": _prepare(_fill_cart),
    "signed in": _prepare(_furnish_account),
}


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
