"""One page of each kind, and how a visitor gets to see it with something on it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser import account_pages, shopping, signing_in
from tests.browser.shopping import Buyer
from tests.browser.visitor import Visitor

#: A product of the sample with options and several pictures, and its category.
PRODUCT = "/products/forged-hand-trowel/"
CATEGORY = "/categories/garden-tools/"


@dataclass(frozen=True)
class Kind:
    name: str
    show: Callable[[Visitor], None]


def _at(path: str, heading: str = "") -> Callable[[Visitor], None]:
    def show(visitor: Visitor) -> None:
        visitor.page.goto(path)
        main = visitor.page.get_by_role("main")
        expect(main.get_by_role("heading", level=1)).to_contain_text(heading)

    return show


def _drawer(visitor: Visitor) -> None:
    visitor.page.goto(PRODUCT)
    drawer = shopping.add_to_cart(visitor.page)
    expect(drawer.get_by_role("spinbutton")).to_have_value("1")


def _menu(visitor: Visitor) -> None:
    visitor.page.goto("/")
    visitor.page.get_by_role("button", name="Menu", exact=True).click()
    expect(visitor.page.get_by_role("navigation", name="All categories")).to_be_visible()


def _filter(visitor: Visitor) -> None:
    visitor.page.goto(CATEGORY)
    shopping.filter_by_brand(visitor.page, "Ashdown Forge")


def _cart(visitor: Visitor) -> None:
    _drawer(visitor)
    visitor.page.goto("/cart/")
    expect(visitor.page.get_by_role("main").get_by_role("spinbutton")).to_have_value("1")


def _checkout(visitor: Visitor) -> None:
    _drawer(visitor)
    visitor.page.goto("/checkout/")
    expect(visitor.page.get_by_role("radio").first).to_be_checked()


def _refused(visitor: Visitor) -> None:
    _checkout(visitor)
    shopping.order_button(visitor.page).click()
    expect(visitor.page.get_by_role("heading", name="Please look at these again")).to_be_visible()


def _order(visitor: Visitor) -> None:
    _checkout(visitor)
    shopping.fill_in(visitor.page, Buyer.called(f"looked-at-{visitor.device}"))
    shopping.place_order(visitor.page)
    shopping.pay(visitor.page, shopping.ACCEPTED)
    shopping.expect_paid(visitor.page)


def _unpaid(visitor: Visitor) -> None:
    _checkout(visitor)
    shopping.fill_in(visitor.page, Buyer.called(f"unpaid-{visitor.device}"))
    shopping.place_order(visitor.page)
    visitor.page.goto("/cart/")
    expect(visitor.page.get_by_role("link", name="Pay it now")).to_be_visible()


def _search(visitor: Visitor) -> None:
    visitor.page.goto("/search/?q=trowel")
    expect(shopping.cards(visitor.page).first).to_be_visible()


def _nothing_found(visitor: Visitor) -> None:
    visitor.page.goto("/search/?q=zeppelin")
    expect(visitor.page.get_by_text("Nothing is called")).to_be_visible()


def _not_found(visitor: Visitor) -> None:
    with visitor.watch.expecting("/nothing/here/: 404"):
        visitor.page.goto("/nothing/here/")
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("nothing at this address")


def _plain_cart(visitor: Visitor) -> None:
    _drawer(visitor)
    visitor.page.goto("/api/cart/page")
    expect(visitor.page.get_by_role("main").get_by_role("spinbutton")).to_have_value("1")


def _plain_checkout(visitor: Visitor) -> None:
    _drawer(visitor)
    visitor.page.goto("/api/checkout/page")
    expect(visitor.page.get_by_role("radio").first).to_be_checked()


def _code(visitor: Visitor) -> None:
    visitor.page.goto(signing_in.SIGN_IN)
    signing_in.ask_for_code(visitor.page, Buyer.called("looked-at").email)


def _security(visitor: Visitor) -> None:
    signing_in.arrive(visitor, f"looked-at-{visitor.device}")
    signing_in.open_security(visitor.page)


def _app(visitor: Visitor) -> None:
    _security(visitor)
    visitor.page.get_by_role("button", name="Set up an app").click()
    expect(visitor.page.get_by_label("The six digits that it shows")).to_be_visible()


KINDS = (
    Kind("home", _at("/")),
    Kind("menu", _menu),
    Kind("shelf", _at("/categories/garden/", "Garden")),
    Kind("category", _at(CATEGORY, "Garden tools")),
    Kind("filter", _filter),
    Kind("product", _at(PRODUCT, "Forged hand trowel")),
    Kind("drawer", _drawer),
    Kind("cart", _cart),
    Kind("cart-empty", _at("/cart/", "Your cart")),
    Kind("checkout", _checkout),
    Kind("checkout-refused", _refused),
    Kind("checkout-empty", _at("/checkout/", "Checkout")),
    Kind("order", _order),
    Kind("order-unpaid", _unpaid),
    Kind("order-unknown", _at("/order/", "No such order")),
    Kind("search", _search),
    Kind("search-nothing", _nothing_found),
    Kind("not-found", _not_found),
    Kind("delivery", _at("/delivery/")),
    Kind("returns", _at("/returns/")),
    Kind("privacy", _at("/privacy/")),
    Kind("terms", _at("/terms/")),
    Kind("contact", _at("/contact/")),
    Kind("about", _at("/about/")),
    Kind("api-docs", _at("/api/docs/")),
    Kind("sign-in", _at("/account/sign-in/", "Sign in")),
    Kind("sign-in-code", _code),
    Kind("sign-up", _at("/account/sign-up/", "Open an account")),
    Kind("recover", _at("/account/recover/", "Get back in")),
    Kind("confirm", _at("/account/confirm/#stop.key", "Stop a change")),
    Kind("invitation-unknown", _at("/account/invitation/", "Your invitation")),
    Kind("security", _security),
    Kind("security-app", _app),
    *(Kind(name, show) for name, show in account_pages.SHOWN.items()),
    Kind("plain-sign-in", _at("/api/accounts/page", "Sign in")),
    Kind("plain-cart", _plain_cart),
    Kind("plain-checkout", _plain_checkout),
)


def settled(page: Page) -> None:
    """Pictures and fonts that are in sight are there."""
    page.wait_for_load_state("networkidle")
    page.evaluate("() => document.fonts.ready.then(() => true)")
