"""How the crawler of these tests reads a page: it must miss no reference."""

from tests.browser.published import Parsed, inside, without_fragment

PAGE = """<!doctype html><title>Tea &amp; more</title>
<link rel="canonical" href="http://shop.example/tea/">
<link rel="preload" as="image" imagesrcset="/a/320.avif 320w, /a/640.avif 640w">
<meta name="description" content="All tea">
<script type="application/ld+json">{"@type": "Product"}</script>
<script type="module" src="/assets/1/shop.js"></script>
<a href="#more" id="top">More</a>
<img src="/a/640.jpg" srcset="/a/320.jpg 320w, /a/1280.jpg 1280w">
<form action="/search/"></form><form method="post" action="/api/cart/forms/lines"></form>
"""


def test_reads_every_address_that_a_browser_would_ask_for() -> None:
    page = Parsed(PAGE)

    assert page.references == [
        "http://shop.example/tea/",
        "/a/320.avif",
        "/a/640.avif",
        "/assets/1/shop.js",
        "#more",
        "/a/640.jpg",
        "/a/320.jpg",
        "/a/1280.jpg",
        "/search/",
    ]


def test_reads_what_a_page_says_of_itself() -> None:
    page = Parsed(PAGE)

    assert (page.title, page.description) == ("Tea & more", "All tea")
    assert page.canonical == "http://shop.example/tea/"
    assert page.json_ld == ['{"@type": "Product"}']
    assert page.ids == {"top"}


def test_an_address_is_the_shops_own_or_none_of_its_business() -> None:
    page = "http://shop.example/tea/"

    own = [inside(one, page, "http://shop.example") for one in ("green/", "/x", "#more")]
    foreign = [
        inside(one, page, "http://shop.example") for one in ("http://x.example/", "mailto:a")
    ]

    assert own == [f"{page}green/", "http://shop.example/x", f"{page}#more"]
    assert foreign == [None, None]
    assert without_fragment(f"{page}#more") == page
