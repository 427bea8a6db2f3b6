"""What somebody saves for later: in lists of their own, and in one that they share."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import signing_in
from tests.browser.back_room import BackRoom
from tests.browser.signing_in import mailbox
from tests.browser.visitor import DEVICES, Device, Visitor

Visit = Callable[..., Visitor]
WISHLISTS = "/account/wishlists/"


def save_for_later(page: Page, path: str) -> None:
    page.goto(path)
    page.get_by_role("link", name="Save for later").click()


def wishes(page: Page) -> Locator:
    """The things of the list that is shown."""
    take_out = page.get_by_role("button", name=re.compile("^Take out"))
    return page.get_by_role("main").get_by_role("listitem").filter(has=take_out)


@pytest.mark.parametrize("device", DEVICES)
def test_whoever_is_not_signed_in_signs_in_and_finds_it_saved(
    visit: Visit, back_room: BackRoom, device: Device
) -> None:
    mail = mailbox(back_room, "wishes")
    product = back_room.put_on_sale("Wished-for watering can")
    page = visit(device).page

    save_for_later(page, product.path)
    signing_in.ask_for_code(page, mail.address)
    signing_in.type_code(page, mail.code())

    expect(page).to_have_url(re.compile(f"{WISHLISTS}$"))
    expect(wishes(page)).to_contain_text(product.name)


def test_it_is_saved_in_place_and_the_heart_leads_to_the_list_then(
    visit: Visit, back_room: BackRoom
) -> None:
    product = back_room.put_on_sale("In-place plant label")
    page = visit().page
    signing_in.sign_in(page, mailbox(back_room, "in-place"))

    save_for_later(page, product.path)

    expect(page.get_by_text("Saved to Wishlist")).to_be_visible()
    page.get_by_role("link", name="Saved: see your list").click()
    expect(wishes(page)).to_contain_text(product.name)


def test_lists_are_made_named_filled_and_deleted(visit: Visit, back_room: BackRoom) -> None:
    product = back_room.put_on_sale("Listed lantern")
    page = visit("phone").page
    signing_in.sign_in(page, mailbox(back_room, "lists"))
    save_for_later(page, product.path)
    expect(page.get_by_text("Saved to Wishlist")).to_be_visible()
    page.goto(WISHLISTS)

    page.get_by_label("What it is called").fill("For Sam’s <b>birthday</b> 🌻")
    page.get_by_role("button", name="Make the list").click()
    made = page.get_by_role("heading", level=2, name="For Sam’s <b>birthday</b> 🌻")
    expect(made).to_be_focused()
    page.get_by_role("button", name="Rename").click()
    page.get_by_label("The list’s new name").fill("Sam")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=2, name="Sam", exact=True)).to_be_visible()

    lists = page.get_by_role("navigation", name="Your wishlists")
    lists.get_by_role("link", name=re.compile("^Wishlist")).click()
    expect(wishes(page)).to_contain_text(product.name)
    page.get_by_label(re.compile(f"^Put {product.name}")).select_option(label="Sam")
    expect(page.get_by_text("There is nothing in this list.")).to_be_visible()
    page.get_by_role("button", name="Delete this list").click()
    page.get_by_role("button", name="Yes, delete it").click()
    expect(page.get_by_role("heading", level=2, name="Sam", exact=True)).to_be_visible()
    expect(wishes(page)).to_contain_text(product.name)


def test_what_is_moved_to_the_cart_is_off_the_list(visit: Visit, back_room: BackRoom) -> None:
    product = back_room.put_on_sale("Moving mattock")
    page = visit().page
    signing_in.sign_in(page, mailbox(back_room, "moves"))
    save_for_later(page, product.path)
    expect(page.get_by_text("Saved to Wishlist")).to_be_visible()
    page.goto(WISHLISTS)

    page.get_by_role("button", name=re.compile("^Move to the cart")).click()

    expect(page.get_by_text("There is nothing in this list.")).to_be_visible()
    expect(page.get_by_role("banner").get_by_role("link", name="Cart 1")).to_be_visible()
    page.goto("/cart/")
    expect(page.get_by_role("main").get_by_role("link", name=product.name)).to_be_visible()


def test_a_shared_list_is_read_by_anybody_until_it_is_taken_back(
    visit: Visit, back_room: BackRoom
) -> None:
    mail = mailbox(back_room, "shares")
    product = back_room.put_on_sale("Shared seed tin")
    page = visit().page
    signing_in.sign_in(page, mail)
    save_for_later(page, product.path)
    expect(page.get_by_text("Saved to Wishlist")).to_be_visible()
    page.goto(WISHLISTS)
    page.get_by_role("button", name="Share", exact=True).click()
    link = page.get_by_label("The list’s link")
    expect(link).to_be_focused()
    address = link.input_value()
    friend = visit("phone")

    friend.page.goto(address)

    expect(friend.page.get_by_role("heading", level=1, name="Wishlist")).to_be_visible()
    assert mail.address not in friend.page.content()
    friend.page.get_by_role("button", name=f"Add to cart {product.name}").click()
    drawer = friend.page.get_by_role("dialog", name="Your cart")
    expect(drawer.get_by_role("link", name=product.name)).to_be_visible()
    page.get_by_role("button", name="Stop sharing").click()
    expect(page.get_by_role("button", name="Share", exact=True)).to_be_visible()
    with friend.watch.expecting(": 404"):
        friend.page.reload()
        expect(friend.page.get_by_role("heading", name="No such list")).to_be_visible()


def test_what_became_dearer_or_sold_out_says_so(visit: Visit, back_room: BackRoom) -> None:
    dearer = back_room.put_on_sale("Rising-price fleece", price=1_500)
    gone = back_room.put_on_sale("Sold-out sieve", units=1)
    page = visit().page
    signing_in.sign_in(page, mailbox(back_room, "changes"))
    for product in (dearer, gone):
        save_for_later(page, product.path)
        expect(page.get_by_text("Saved to Wishlist")).to_be_visible()
    back_room.set_price(dearer, 1_800)
    back_room.lose(gone, 1)

    page.goto(WISHLISTS)

    row = wishes(page).filter(has_text=dearer.name)
    expect(row).to_contain_text("Dearer than when you saved it: it was £15.00.")
    expect(wishes(page).filter(has_text=gone.name)).to_contain_text("Out of stock")
    move = (
        wishes(page)
        .filter(has_text=gone.name)
        .get_by_role("button", name=re.compile("^Move to the cart"))
    )
    expect(move).to_be_hidden()
