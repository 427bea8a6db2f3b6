"""Pages that hang on no product: texts, and the frames that modules fill in the browser."""

from dataclasses import dataclass

from shopkit import pages
from shopkit.pages import Crumb, Kind, Page, Shop

from catalog.site import addresses, json_ld, views, wording


@dataclass(frozen=True)
class Fixed:
    """`template` alone, or the text content/<text>.html within content.html.

    `indexed` pages are read by search engines, `listed` ones are named to them.
    """

    kind: Kind
    path: str
    title: str
    description: str
    template: str = "content.html"
    text: str | None = None
    indexed: bool = False
    listed: bool = False


def _text(name: str, title: str, description: str) -> Fixed:
    return Fixed("content", f"/{name}/", title, description, text=name, indexed=True, listed=True)


FIXED = (
    _text("delivery", "Delivery", "What delivery costs, how long it takes, and where to."),
    _text("returns", "Returns", "How to send something back, and when your money is with you."),
    _text("privacy", "Privacy", "What the shop keeps about you, why, and for how long."),
    _text("terms", "Terms of sale", "What you and the shop agree on when you order."),
    _text("contact", "Contact", "How to reach the people of the shop."),
    _text("about", "About us", "Who keeps the shop, and how."),
    Fixed("cart", "/cart/", "Your cart", "What is in your cart.", "cart.html",
          indexed=True),
    Fixed("checkout", "/checkout/", "Checkout", "Where it goes, and how it is paid.",
          "checkout.html", indexed=True),
    Fixed("order", "/order/", "Your order", "How far your order has come.", "order.html"),
    Fixed("account", "/account/", "Your account", "Orders, addresses and lists of yours.",
          "account/home.html"),
    Fixed("account", "/account/orders/", "Your orders", "What you have ordered here.",
          "account/orders.html"),
    Fixed("account", "/account/wishlists/", "Wishlists", "What you saved for later.",
          "account/wishlists.html"),
    Fixed("account", "/account/addresses/", "Addresses", "Where parcels and bills go.",
          "account/addresses.html"),
    Fixed("account", "/account/profile/", "Profile", "Who you are to the shop.",
          "account/profile.html"),
    Fixed("account", "/account/privacy/", "Your data", "What you agreed to, and what is held.",
          "account/privacy.html"),
    Fixed("account", "/wishlist/", "A wishlist", "A list that somebody shared.", "wishlist.html"),
    Fixed("account", "/account/sign-in/", "Sign in", "The way into your account.",
          "account/sign_in.html"),
    Fixed("account", "/account/sign-up/", "Open an account", "An account takes an address alone.",
          "account/sign_up.html"),
    Fixed("account", "/account/recover/", "Get back in", "When the usual ways in are lost.",
          "account/recover.html"),
    Fixed("account", "/account/confirm/", "Confirm", "Where the links of our letters lead.",
          "account/confirm.html"),
    Fixed("account", "/account/invitation/", "Your invitation", "Work in this shop.",
          "account/invitation.html"),
    Fixed("account", "/account/security/", "Sign-in and security", "How you get in, and where.",
          "account/security.html"),
    Fixed("search", "/search/", "Search", "Find what the shop sells.", "search.html"),
    Fixed("content", "/api/docs/", "The API", "Every route of the shop's API.", "api_docs.html"),
    Fixed("not_found", "/404.html", "Nothing here", "There is no page at this address.",
          "not_found.html"),
)  # fmt: skip


def page(fixed: Fixed, shop: Shop) -> Page:
    way = (Crumb("Home", addresses.HOME), Crumb(fixed.title, fixed.path))
    return Page(
        kind=fixed.kind,
        path=fixed.path,
        title=wording.title(fixed.title, shop.name),
        description=fixed.description,
        canonical=addresses.absolute(fixed.path, shop),
        indexed=fixed.indexed,
        breadcrumbs=way if fixed.listed else (),
        json_ld=(json_ld.breadcrumbs(way, shop),) if fixed.listed else (),
    )


def content(fixed: Fixed, shop: Shop) -> views.Content | None:
    """The text of a page that is one; its template is the project's own, its values escaped."""
    if fixed.text is None:
        return None
    template = pages.environment().get_template(f"content/{fixed.text}.html")
    body: str = template.render(shop=shop, page=page(fixed, shop))
    return views.Content(fixed.title, body)


def key(fixed: Fixed) -> str:
    return fixed.path[1:] if fixed.path.endswith(".html") else addresses.key(fixed.path)


def robots(shop: Shop) -> str:
    """Orders are one shopper's own, what a search finds is on other pages, the API is none."""
    closed = ("/account/", "/api/", "/order/", "/search/", "/wishlist/")
    rules = "".join(f"Disallow: {path}\n" for path in closed)
    sitemap = addresses.absolute(f"/{addresses.SITEMAP_KEY}", shop)
    return f"User-agent: *\n{rules}\nSitemap: {sitemap}\n"
