"""Publishing while others publish, and publishing that dies: the last word is always the newest."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.exceptions import ClientError
from catalog import categories_table
from catalog.site import bucket, directory_store, drawing
from catalog.site.bucket import File, Overtaken
from catalog.site.directory import Directory, Shelves
from catalog.site.drawing import Site
from catalog.site.heard import publish_changes
from catalog.site.plans import Plan, places_of
from catalog.site.publishing import look, publish
from shopkit import aws, settings
from shopkit.events import ProductChanged

from tests import storefront
from tests.integration.catalog.goods import PRODUCTS, create, create_category, set_prices, tea
from tests.integration.catalog.publishing.seeds import publish_everything
from tests.shop import START, Shop
from tests.storefront import html, keys


@pytest.fixture(autouse=True)
def site() -> Iterator[None]:
    with storefront.publishing():
        yield


@pytest.fixture
def ids(shop: Shop) -> list[str]:
    """garden > seeds with two products, garden > tools with one; all is published."""
    create_category(shop, "Garden")
    create_category(shop, "Seeds", "garden")
    create_category(shop, "Tools", "garden")
    made = []
    for n, leaf in enumerate(("seeds", "seeds", "tools")):
        variants = [{"sku": f"SKU-{n}", "prices": {"GBP": 100 + n}}]
        made.append(create(shop, tea(name=f"Seed {n}", category=leaf, variants=variants)))
    shop.settle()
    publish_everything(shop)
    return [product["id"] for product in made]


class Died(BaseException):
    """The function is gone: nothing after this line runs."""


@contextmanager
def at_call(number: int, do: Callable[[], None]) -> Iterator[list[str]]:
    """`do` right before the AWS call of this number (from 0) inside; answers the calls' names."""
    calls: list[str] = []

    def note(model: Any, **_: Any) -> None:
        calls.append(model.name)
        if len(calls) == number + 1:
            do()

    clients = [aws.client(service) for service in ("s3", "dynamodb")]
    for client in clients:
        client.meta.events.register("before-call", note)
    try:
        yield calls
    finally:
        for client in clients:
            client.meta.events.unregister("before-call", note)


def assert_current(ids: list[str]) -> None:
    """Every page and list is what the tables say now, and there is no other one."""
    seen = look(ids)
    entries = {key: seen.entry(key) for key in ids}
    directory = Directory({key: entry for key, entry in entries.items() if entry})
    site = Site.of(Shelves(directory, categories_table.read_tree(consistent=True)))
    drawn = [drawing.product(site, product, seen.ready) for product in seen.products.values()]
    drawn += [
        drawing.category(site, *place, seen.ready)
        for slug in site.shelves.tree
        for place in places_of(site.shelves, slug)
    ]
    drawn += [drawing.home(site, seen.ready), *drawing.listings(site), *drawing.fixed(site)]
    expected = {file.key: f'"{file.etag}"' for file in drawn}

    assert {key: etag for key, etag in keys().items() if not key.startswith("assets/")} == expected
    kept = directory_store.read().directory
    assert kept is not None
    assert kept.entries == directory.entries


def test_whoever_drew_an_older_state_is_refused_and_draws_again(shop: Shop, ids: list[str]) -> None:
    key = "products/seed-0/index.html"
    set_prices(shop, ("SKU-0", "GBP", 500))
    refused: list[str] = []

    def overtake(params: dict[str, Any], model: Any, **_: Any) -> None:
        if model.name != "PutObject" or params["Key"] != key:
            return
        aws.client("s3").meta.events.unregister("before-parameter-build.s3", overtake)
        set_prices(shop, ("SKU-0", "GBP", 600))
        publish({ids[0]})

    def heard(model: Any, http_response: Any, **_: Any) -> None:
        if http_response.status_code == 412:
            refused.append(model.name)

    events = aws.client("s3").meta.events
    events.register("before-parameter-build.s3", overtake)
    events.register("after-call.s3", heard)
    publish({ids[0]})

    assert "PutObject" in refused
    assert "£6.00" in html("/products/seed-0/")
    assert "£5.00" not in html("/products/seed-0/")
    assert_current(ids)


@pytest.mark.parametrize("others", [(0, 1), (2,)], ids=["the same", "a stranger on one shelf"])
def test_at_whatever_point_another_one_publishes_nothing_old_is_left(
    shop: Shop, ids: list[str], others: tuple[int, ...]
) -> None:
    number, price = 0, 1000
    while True:
        price += 10
        set_prices(shop, ("SKU-0", "GBP", price))

        def overtake(now: int = price) -> None:
            set_prices(shop, *((f"SKU-{n}", "GBP", now + 1 + n) for n in others))
            publish({ids[n] for n in others})

        with at_call(number, overtake) as calls:
            publish({ids[0]})

        assert_current(ids)
        if len(calls) <= number:
            break
        number += 1
    assert number > 20


def test_at_whatever_point_it_dies_the_next_one_finds_the_work(shop: Shop, ids: list[str]) -> None:
    def die() -> None:
        raise Died

    number, price = 0, 1000
    while True:
        price += 10
        set_prices(shop, ("SKU-0", "GBP", price), ("SKU-2", "GBP", price + 5))
        try:
            with at_call(number, die):
                publish({ids[0], ids[2]})
        except Died:
            publish({ids[0], ids[2]})
            assert_current(ids)
            number += 1
        else:
            break
    assert number > 15


def test_what_it_wrote_without_hearing_so_counts_as_written(shop: Shop, ids: list[str]) -> None:
    events = aws.client("s3").meta.events

    def publish_from_before(params: dict[str, Any], model: Any, **_: Any) -> None:
        if model.name == "PutObject" and params["Key"] == directory_store.DIRECTORY:
            events.unregister("before-parameter-build.s3", publish_from_before)
            events.register("after-call.s3", lose)
            publish((), Plan(home=True))

    def lose(parsed: dict[str, Any], model: Any, http_response: Any, **_: Any) -> None:
        """The answer was lost, and the same request sent again finds its own file."""
        if model.name == "PutObject":
            events.unregister("after-call.s3", lose)
            http_response.status_code = 412
            parsed["Error"] = {"Code": "PreconditionFailed"}

    set_prices(shop, ("SKU-0", "GBP", 500))
    events.register("before-parameter-build.s3", publish_from_before)
    publish({ids[0]})

    assert_current(ids)


def test_what_was_half_published_and_is_as_before_again_is_put_right(
    shop: Shop, ids: list[str]
) -> None:
    changed = ProductChanged.of(
        START, product_id=ids[0], slug="seed-0", status="active", product_version=1
    )

    def die(params: dict[str, Any], model: Any, **_: Any) -> None:
        if model.name == "PutObject" and params["Key"] == directory_store.DIRECTORY:
            raise Died

    set_prices(shop, ("SKU-0", "GBP", 999_00))
    events = aws.client("s3").meta.events
    events.register("before-parameter-build.s3", die)
    with pytest.raises(Died):
        publish_changes([changed], again=False)
    events.unregister("before-parameter-build.s3", die)
    set_prices(shop, ("SKU-0", "GBP", 100))
    publish_changes([changed], again=False)
    assert "£999.00" in html("/categories/seeds/")

    publish_changes([changed], again=True)
    shop.settle()

    assert_current(ids)


def test_a_product_that_takes_a_released_slug_keeps_its_page_whoever_publishes_first(
    shop: Shop, ids: list[str]
) -> None:
    number, known = 0, [*ids]
    while True:
        slug = f"taken-{number}"

        def take(slug: str = slug) -> None:
            variants = [{"sku": slug, "prices": {"GBP": 450}}]
            made = create(shop, tea(name=slug, category="tools", variants=variants))
            known.append(made["id"])
            publish({made["id"]})

        with at_call(number, take) as calls:
            # what SlugReleased asks for
            publish((), Plan(slugs=frozenset({slug})))

        assert_current(known)
        if len(calls) <= number:
            break
        number += 1
    assert number > 3


def test_what_another_one_wrote_meanwhile_is_neither_written_over_nor_removed(
    shop: Shop,
) -> None:
    old = File("a.html", b"old")
    bucket.write([old], {})
    standing = bucket.known(["a.html", "b.html"])
    bucket.write([File("a.html", b"newer"), File("b.html", b"newer")], standing)

    with pytest.raises(Overtaken):
        bucket.write([File("a.html", b"late")], standing)
    with pytest.raises(Overtaken):
        bucket.write([File("b.html", b"late")], standing)
    with pytest.raises(Overtaken):
        bucket.remove(["a.html"], standing)
    assert bucket.read("a.html") == (b"newer", File("", b"newer").etag)


def test_a_refusal_of_another_kind_is_told_as_it_is(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BARROW_SITE_BUCKET", "there-is-no-such-bucket")
    settings.forget()

    with pytest.raises(ClientError, match="NoSuchBucket"):
        bucket.write([File("a.html", b"")], {})


def test_a_message_that_cannot_be_published_holds_no_other_back(shop: Shop, ids: list[str]) -> None:
    set_prices(shop, ("SKU-0", "GBP", 700))
    sqs = aws.client("sqs")
    url = sqs.get_queue_url(QueueName="barrow-local-site")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody='{"detail-type": "Unheard", "detail": {}}')

    done = shop.settle()

    assert "£7.00" in html("/products/seed-0/")
    assert done["dead_letters"] == 1


def test_products_that_are_published_by_parts_of_everything_are_current_too(
    shop: Shop, ids: list[str]
) -> None:
    place = "/catalog/admin/site/publications"
    cursor = shop.post(place, json={}, staff=True).json["cursor"]
    while cursor:
        found = shop.get(f"{PRODUCTS}?sku=SKU-1", staff=True).json["data"][0]
        price = found["variants"][0]["prices"]["GBP"] + 7
        set_prices(shop, ("SKU-1", "GBP", price))
        publish({ids[1]})
        cursor = shop.post(place, json={"cursor": cursor}, staff=True).json["cursor"]

    assert_current(ids)
