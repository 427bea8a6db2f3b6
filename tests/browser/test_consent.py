"""Counting visits only with leave: nothing is kept or sent before a yes, and a no is as easy."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser import shopping
from tests.browser.back_room import BackRoom
from tests.browser.pages_looked_at import PRODUCT
from tests.browser.visitor import DEVICES, Device, Visitor

Visit = Callable[..., Visitor]
ACCEPT, REJECT = "Yes, count it", "No, thank you"


#: A beacon's body is a Blob, which the browser shows to no test, and it is sent while the page goes
#: away: so it is noted, where it lasts, as it is made.
_NOTE_BODIES = """
const Made = globalThis.Blob;
globalThis.Blob = class extends Made {
  constructor(parts, options) {
    super(parts, options);
    if (options?.type !== "application/json") return;
    const noted = JSON.parse(localStorage.getItem("noted") ?? "[]");
    localStorage.setItem("noted", JSON.stringify([...noted, parts.join("")]));
  }
};
"""


class Beacons:
    """What the browser sends to the counting route from now on."""

    def __init__(self, visitor: Visitor) -> None:
        self._page = visitor.page
        self.answers: list[int | None] = []
        visitor.context.add_init_script(_NOTE_BODIES)
        visitor.context.on("request", self._sees)

    @property
    def bodies(self) -> list[Any]:
        noted = json.loads(self._page.evaluate("() => localStorage.getItem('noted') ?? '[]'"))
        return [json.loads(text) for text in noted]

    @property
    def types(self) -> list[str]:
        return [event["type"] for batch in self.bodies for event in batch["events"]]

    @property
    def are_none(self) -> bool:
        return not self.answers and not self.bodies

    def _sees(self, request: Request) -> None:
        if "/api/analytics/" in request.url:
            answer = request.response()
            self.answers.append(answer.status if answer else None)


def stored(page: Page) -> str:
    """Everything that the browser keeps for the shop."""
    kept: str = page.evaluate(
        "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    )
    return kept


@pytest.mark.parametrize("device", DEVICES)
def test_a_no_is_as_easy_as_a_yes(visit: Visit, device: Device) -> None:
    page = visit(device).page

    page.goto("/")

    yes = page.get_by_role("button", name=ACCEPT)
    no = page.get_by_role("button", name=REJECT)
    expect(yes).to_be_in_viewport(ratio=1)
    expect(no).to_be_in_viewport(ratio=1)
    looks = "e => { const s = getComputedStyle(e); return [s.color, s.backgroundColor, s.font]; }"
    assert yes.evaluate(looks) == no.evaluate(looks)
    yes_box, no_box = yes.bounding_box(), no.bounding_box()
    assert yes_box
    assert no_box
    assert yes_box["height"] == no_box["height"]


def test_nothing_is_kept_or_sent_before_an_answer(visit: Visit) -> None:
    visitor = visit("desktop")
    page = visitor.page
    beacons = Beacons(visitor)

    page.goto(PRODUCT)
    shopping.add_to_cart(page)
    page.goto("/search/?q=trowel")
    expect(shopping.cards(page).first).to_be_visible()
    page.goto("/about/")
    page.wait_for_load_state("networkidle")

    assert beacons.are_none
    assert "visit" not in stored(page)


def test_after_a_no_nothing_is_kept_or_sent_and_nobody_asks_again(visit: Visit) -> None:
    visitor = visit("phone")
    page = visitor.page
    beacons = Beacons(visitor)
    page.goto("/")

    page.get_by_role("button", name=REJECT).click()
    expect(page.get_by_role("button", name=ACCEPT)).to_be_hidden()
    page.goto(PRODUCT)
    shopping.add_to_cart(page)
    page.goto("/about/")
    page.wait_for_load_state("networkidle")

    expect(page.get_by_role("button", name=ACCEPT)).to_be_hidden()
    assert beacons.are_none
    assert "barrow.visit" not in stored(page)


def test_after_a_yes_what_is_done_is_counted(visit: Visit, back_room: BackRoom) -> None:
    visitor = visit("desktop")
    page = visitor.page
    beacons = Beacons(visitor)
    page.goto("/")
    page.get_by_role("button", name=ACCEPT).click()

    page.goto(PRODUCT)
    shopping.add_to_cart(page)
    with page.expect_response("**/api/analytics/events"):
        page.goto("/about/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert {"page_view", "product_view", "add_to_cart"} <= set(beacons.types)
    assert set(beacons.answers) == {202}
    assert {batch["consent"]["text_version"] for batch in beacons.bodies} == {"1"}
    (visit_id,) = {event["visit"] for batch in beacons.bodies for event in batch["events"]}
    assert visit_id in stored(page)


def test_a_yes_can_be_taken_back_from_the_foot_of_any_page(visit: Visit) -> None:
    visitor = visit("phone")
    page = visitor.page
    page.goto("/")
    page.get_by_role("button", name=ACCEPT).click()
    page.goto("/about/")

    page.get_by_role("button", name="Privacy choices").click()
    page.get_by_role("button", name=REJECT).click()

    beacons = Beacons(visitor)
    page.goto(PRODUCT)
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert beacons.are_none
    assert "barrow.visit" not in stored(page)


def test_a_browser_that_says_no_by_itself_is_not_asked(visit: Visit) -> None:
    visitor = visit("desktop")
    visitor.context.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {value: true})"
    )
    page = visitor.page

    page.goto("/")
    page.wait_for_load_state("networkidle")

    expect(page.get_by_role("button", name=ACCEPT)).to_be_hidden()
