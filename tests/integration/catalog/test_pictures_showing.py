"""From when products and their offers show a picture: whichever came first, and however late."""

from catalog.pictures import making, showing
from shopkit import offers
from shopkit.events import PictureReady

from tests.integration.catalog.goods import create, deliver, edit, read, shirts, tea
from tests.picture_files import file_of, scene
from tests.pictures import BUCKET, announce, put, send
from tests.shop import Shop

PHOTOGRAPH = file_of(scene(1000, 800))
NAMED = [{"key": "tea-1", "alt": "A tin", "width": 5, "height": 5}, {"key": "tea-2"}]


def offered(sku: str = "TEA-1") -> str | None:
    return offers.read([sku])[sku].picture


def sizes(shop: Shop, product: dict[str, object]) -> list[tuple[int | None, int | None]]:
    return [(one["width"], one["height"]) for one in read(shop, product)["pictures"]]


def test_a_product_that_was_there_first_shows_its_picture_when_it_is_ready(shop: Shop) -> None:
    made = create(shop, tea(pictures=NAMED))
    before = offered()
    put(shop, PHOTOGRAPH, key="tea-1")

    after = read(shop, made)

    assert before is None
    assert offered() == "/media/tea-1"
    assert sizes(shop, made) == [(1000, 800), (None, None)]
    assert (after["version"], after["updated_at"]) == (made["version"], made["updated_at"])


def test_every_variant_of_a_product_is_offered_with_the_picture(shop: Shop) -> None:
    create(shop, shirts(60) | {"pictures": [{"key": "shirt-1"}]})
    put(shop, PHOTOGRAPH, key="shirt-1")

    found = offers.read([f"SHIRT-{n}" for n in range(60)])

    assert {offer.picture for offer in found.values()} == {"/media/shirt-1"}


def test_a_product_that_came_later_shows_it_at_once(shop: Shop) -> None:
    put(shop, PHOTOGRAPH, key="tea-1")

    made = create(shop, tea(pictures=NAMED))

    assert offered() == "/media/tea-1"
    assert sizes(shop, made) == [(1000, 800), (None, None)]


def test_an_edit_keeps_what_is_shown_and_another_first_picture_waits_for_its_own(
    shop: Shop,
) -> None:
    put(shop, PHOTOGRAPH, key="tea-1")
    made = create(shop, tea(pictures=NAMED))
    renamed = edit(shop, made, name="Green tea").json
    shown = offered()

    edit(shop, renamed, pictures=[{"key": "tea-2"}, {"key": "tea-1"}])

    assert shown == "/media/tea-1"
    assert offered() is None
    assert sizes(shop, made) == [(None, None), (1000, 800)]


def test_what_a_request_says_of_a_size_counts_for_nothing_once_it_is_known(shop: Shop) -> None:
    put(shop, PHOTOGRAPH, key="tea-1")
    made = create(shop, tea(pictures=NAMED))

    edit(shop, made, pictures=[{"key": "tea-1", "width": 9, "height": 9}])

    assert sizes(shop, made) == [(1000, 800)]


def test_a_picture_whose_fact_passed_before_the_product_stood_is_shown_by_the_stream(
    shop: Shop,
) -> None:
    announced = announce(shop, PHOTOGRAPH, key="tea-1")
    create(shop, tea(pictures=NAMED))
    written = shop.engine.take_stream("barrow-local-catalog")
    send(announced["upload"], PHOTOGRAPH)
    judge(announced["upload"], shop)
    before = offered()

    looked_after = showing.follow(written)

    assert (before, offered()) == (None, "/media/tea-1")
    assert looked_after == 1


def judge(upload: dict[str, str], shop: Shop) -> None:
    """Make the picture, and let nothing hear of it yet."""
    making.judge(upload["url"].partition("?")[0].partition(f"/{BUCKET}/")[2], shop.now)


def test_a_product_that_is_revised_by_nobody_is_not_looked_after(shop: Shop) -> None:
    create(shop, tea(pictures=NAMED))
    shop.settle()
    shop.post("/inventory/admin/stock", json={"sku": "TEA-1", "on_hand": 5}, staff=True)
    records = shop.engine.take_stream("barrow-local-catalog")

    assert showing.follow(records) == 0


def test_the_same_fact_again_writes_nothing(shop: Shop) -> None:
    made = create(shop, tea(pictures=NAMED))
    put(shop, PHOTOGRAPH, key="tea-1")
    shop.settle()

    deliver(PictureReady.of(shop.now, key="tea-1"), PictureReady.of(shop.now, key="no-such"))

    assert shop.settle()["dead_letters"] == 0
    assert sizes(shop, made)[0] == (1000, 800)


def test_a_refused_picture_is_never_offered(shop: Shop) -> None:
    create(shop, tea(pictures=NAMED))

    put(shop, b"no picture", key="tea-1")

    assert offered() is None
