"""Pictures through the doors: announced, sent, judged; shown by products that name them."""

import pytest
from catalog.pictures import pictures_table, uses_table
from catalog.pictures.pictures_table import Rendered
from shopkit import aws

from tests.integration.catalog.goods import create, delete, edit, read, tea, wrong
from tests.picture_files import file_of, scene
from tests.pictures import BUCKET, PICTURES, announce, body, objects, put, send
from tests.pictures import read as read_picture
from tests.shop import Shop

PHOTOGRAPH = file_of(scene(1000, 800))


def told(shop: Shop, kind: str) -> list[dict[str, str]]:
    """What the bus carried of one kind of fact."""
    return [fact["data"] for fact in shop.facts.latest(kind)]


def test_a_picture_waits_until_its_file_came_and_was_rendered(shop: Shop) -> None:
    announced = announce(shop, PHOTOGRAPH, "Tin of tea.jpg", key="tea-1", alt="A tin")
    before = read_picture(shop, "tea-1")
    send(announced["upload"], PHOTOGRAPH)
    shop.settle()

    after = read_picture(shop, "tea-1")

    assert (before["status"], before["width"], before["widths"]) == ("waiting", None, [])
    assert after["blur"].startswith("data:image/webp;base64,")
    assert after | {"blur": ""} == {
        "key": "tea-1",
        "object": "picture",
        "created_at": "2026-03-02T09:00:00Z",
        "status": "ready",
        "reason": None,
        "detail": None,
        "filename": "Tin of tea.jpg",
        "alt": "A tin",
        "width": 1000,
        "height": 800,
        "widths": [320, 480, 640, 960],
        "blur": "",
    }


def test_the_renditions_are_where_the_cdn_looks_and_the_file_is_gone(shop: Shop) -> None:
    put(shop, PHOTOGRAPH, key="tea-1")

    widths = (320, 480, 640, 960)
    assert objects() == {
        "media/tea-1",
        *(f"media/tea-1/{width}.{kind}" for width in widths for kind in ("avif", "jpg")),
    }
    assert body("media/tea-1/320.avif")[4:12] == b"ftypavif"
    assert body("media/tea-1") == body("media/tea-1/640.jpg")


def test_renditions_say_what_they_are_and_may_be_kept_for_good(shop: Shop) -> None:
    put(shop, PHOTOGRAPH, key="tea-1")

    heads = [
        aws.client("s3").head_object(Bucket=BUCKET, Key=f"media/tea-1{name}")
        for name in ("", "/320.jpg", "/320.avif")
    ]

    assert [one["ContentType"] for one in heads] == ["image/jpeg", "image/jpeg", "image/avif"]
    assert {one["CacheControl"] for one in heads} == {"public, max-age=31536000, immutable"}


def test_a_ready_picture_is_told_once(shop: Shop) -> None:
    put(shop, PHOTOGRAPH, key="tea-1")

    assert [fact["key"] for fact in told(shop, "PictureReady")] == ["tea-1"]
    assert told(shop, "PictureRefused") == []


@pytest.mark.parametrize(
    ("data", "filename", "reason"),
    [
        (b"Not a picture, but called one", "a.jpg", "not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>", "a.svg", "svg"),
        (PHOTOGRAPH[:3000], "a.jpg", "truncated"),
        (file_of(scene(), "PNG"), "a.jpg", "wrong_extension"),
        (file_of(scene(100, 100)), "a.jpg", "too_small"),
    ],
)
def test_a_bad_upload_is_refused_with_its_reason_and_leaves_nothing(
    shop: Shop, data: bytes, filename: str, reason: str
) -> None:
    found = put(shop, data, filename, key="tea-1")

    assert (found["status"], found["reason"]) == ("refused", reason)
    assert len(found["detail"]) > 20
    facts = told(shop, "PictureRefused")
    assert [(one["key"], one["reason"], one["detail"]) for one in facts] == [
        ("tea-1", reason, found["detail"])
    ]
    assert objects() == set()
    assert shop.settle()["dead_letters"] == 0


def test_a_refused_picture_may_be_sent_again_under_its_key(shop: Shop) -> None:
    put(shop, b"no picture", key="tea-1")

    found = put(shop, PHOTOGRAPH, key="tea-1")

    assert (found["status"], found["reason"], found["detail"]) == ("ready", None, None)


def test_a_ready_picture_stays_what_it_is(shop: Shop) -> None:
    put(shop, PHOTOGRAPH, key="tea-1")

    again = shop.post(PICTURES, json={"filename": "b.jpg", "bytes": 9, "key": "tea-1"}, staff=True)

    assert (again.status, again.json["code"]) == (409, "picture_exists")
    assert again.json["key"] == "tea-1"
    assert read_picture(shop, "tea-1")["filename"] == "a.jpg"


def test_without_a_key_the_filename_makes_one_that_nobody_has(shop: Shop) -> None:
    keys = [announce(shop, PHOTOGRAPH, "IMG 0001 (Café).JPG")["key"] for _ in range(3)]

    assert len(set(keys)) == 3
    assert all(key.startswith("img-0001-cafe-") for key in keys)


def test_a_key_may_have_folders(shop: Shop) -> None:
    upload = announce(shop, PHOTOGRAPH, key="kitchen/tea-1")["upload"]
    send(upload, PHOTOGRAPH)
    shop.settle()

    assert read_picture(shop, "kitchen%2Ftea-1")["status"] == "ready"
    assert "media/kitchen/tea-1/320.avif" in objects()


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"bytes": 20 * 2**20 + 1}, "/bytes"),
        ({"bytes": 0}, "/bytes"),
        ({"filename": ""}, "/filename"),
        ({"key": "../../etc/passwd"}, "/key"),
        ({"key": "tea-1/640.jpg"}, "/key"),
        ({"key": "640.avif"}, "/key"),
        ({"alt": "x" * 301}, "/alt"),
        ({"more": 1}, "/more"),
    ],
)
def test_what_cannot_be_announced(shop: Shop, changes: dict[str, object], pointer: str) -> None:
    good = {"filename": "a.jpg", "bytes": 100, "key": "tea-1"}

    refused = shop.post(PICTURES, json=good | changes, staff=True)

    assert {place for place, _ in wrong(refused)} == {pointer}
    assert shop.get(f"{PICTURES}/tea-1", staff=True).status == 404


def test_only_staff_may_send_pictures_and_ask_for_them(shop: Shop) -> None:
    sent = shop.post(PICTURES, json={"filename": "a.jpg", "bytes": 9})
    asked = shop.get(f"{PICTURES}/tea-1")

    assert (sent.status, asked.status) == (401, 401)


@pytest.mark.parametrize(
    ("data", "changed"),
    [
        pytest.param(PHOTOGRAPH + b"\0", {}, id="a byte more"),
        pytest.param(PHOTOGRAPH[:-1], {}, id="a byte less"),
        pytest.param(PHOTOGRAPH, {"Content_Type": "text/html"}, id="another media type"),
        pytest.param(PHOTOGRAPH, {"If_None_Match": ""}, id="over what is there"),
    ],
)
def test_the_address_takes_what_was_announced_and_nothing_else(
    shop: Shop, data: bytes, changed: dict[str, str]
) -> None:
    upload = announce(shop, PHOTOGRAPH, key="tea-1")["upload"]

    refused = send(upload, data, **changed)

    assert refused.status == 403
    assert objects() == set()


def test_products_of_a_picture_follow_what_products_name(shop: Shop) -> None:
    one = create(shop, tea(pictures=[{"key": "tea-1"}, {"key": "tea-2"}, {"key": "tea-1"}]))
    other = create(shop, tea(pictures=[{"key": "tea-1"}], variants=[]) | {"status": "draft"})
    named = {key: set(uses_table.products_of(key)) for key in ("tea-1", "tea-2", "tea-3")}
    edited = edit(shop, one, pictures=[{"key": "tea-3"}])
    after_edit = {key: set(uses_table.products_of(key)) for key in ("tea-1", "tea-2", "tea-3")}
    delete(shop, other)

    assert edited.status == 200
    assert named == {"tea-1": {one["id"], other["id"]}, "tea-2": {one["id"]}, "tea-3": set()}
    assert after_edit == {"tea-1": {other["id"]}, "tea-2": set(), "tea-3": {one["id"]}}
    assert uses_table.products_of("tea-1") == []


def test_a_product_with_most_variants_and_most_pictures_can_be_made_and_removed(
    shop: Shop,
) -> None:
    sizes = [f"size {n}" for n in range(60)]
    whole = {
        "name": "Shirt",
        "options": [{"name": "Size", "values": sizes}],
        "variants": [{"sku": f"S-{n}", "options": {"Size": size}} for n, size in enumerate(sizes)],
        "pictures": [{"key": f"shirt-{n}"} for n in range(20)],
    }

    made = create(shop, whole)
    removed = delete(shop, made)

    assert removed.status == 204
    assert uses_table.products_of("shirt-0") == []


def test_an_edit_of_more_skus_and_pictures_than_fit_is_refused_as_a_whole(shop: Shop) -> None:
    sizes = [f"size {n}" for n in range(60)]
    variants = [{"sku": f"S-{n}", "options": {"Size": size}} for n, size in enumerate(sizes)]
    made = create(
        shop,
        {
            "name": "Shirt",
            "options": [{"name": "Size", "values": sizes}],
            "variants": variants,
            "pictures": [{"key": f"old-{n}"} for n in range(20)],
        },
    )
    heavier = [one | {"weight_grams": 5} for one in variants]
    pictures = [{"key": f"new-{n}"} for n in range(20)]

    too_much = edit(shop, made, variants=heavier, pictures=pictures)
    half = edit(shop, made, variants=heavier)

    assert wrong(too_much) == {("/variants", "too_many_changes")}
    assert half.status == 200
    assert uses_table.products_of("new-0") == []


def test_a_product_shows_the_size_of_a_picture_that_is_ready(shop: Shop) -> None:
    put(shop, PHOTOGRAPH, key="tea-1")

    made = create(shop, tea(pictures=[{"key": "tea-1", "width": 5, "height": 5}, {"key": "no"}]))

    sizes = [(one["width"], one["height"]) for one in read(shop, made)["pictures"]]
    assert sizes == [(1000, 800), (None, None)]


def test_many_pictures_are_read_at_once_and_only_ready_ones_are_there(shop: Shop) -> None:
    ready = put(shop, PHOTOGRAPH, key="tea-1")
    put(shop, b"no picture", key="tea-2")
    announce(shop, PHOTOGRAPH, key="tea-3")

    found = pictures_table.read_many(["tea-1", "tea-2", "tea-3", "tea-4", "tea-1"])

    rendered = Rendered("tea-1", 1000, 800, (320, 480, 640, 960), ready["blur"])
    assert found == {"tea-1": rendered}
    assert pictures_table.read_many([]) == {}
