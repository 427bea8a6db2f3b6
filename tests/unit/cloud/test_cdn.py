"""The local CDN over both engines' buckets: what a shopper's browser gets for an address."""

import gzip
from collections.abc import Iterator
from typing import Any

import brotli
import pytest
from barrow.cloud.cdn import Cdn
from barrow.cloud.cdn_objects import EdgeObjects
from barrow.cloud.engine_deploy import client
from barrow.cloud.http_messages import Answer, Request
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.moto_engine import MotoEngine

SITE, MEDIA = "the-site", "the-media"
HTML = "text/html; charset=utf-8"
LONG = "<p>A pot of tea.</p>\n" * 100
UNPUBLISHED = Answer(503, [], b"soon")


class Counting:
    """An S3 client that counts what is read from it."""

    def __init__(self, s3: Any) -> None:
        self._s3 = s3
        self.bodies = 0

    def get_object(self, **asked: Any) -> Any:
        answer = self._s3.get_object(**asked)
        self.bodies += 1
        return answer


@pytest.fixture(params=[MotoEngine, MiniStackEngine], ids=["moto", "ministack"])
def s3(request: pytest.FixtureRequest) -> Iterator[Any]:
    with request.param():
        s3 = client("s3")
        for bucket in (SITE, MEDIA):
            where = {"LocationConstraint": "eu-west-2"}
            s3.create_bucket(Bucket=bucket, CreateBucketConfiguration=where)
        yield s3


@pytest.fixture
def counting(s3: Any) -> Counting:
    return Counting(s3)


@pytest.fixture
def cdn(counting: Counting) -> Cdn:
    return Cdn(EdgeObjects(counting), SITE, MEDIA, UNPUBLISHED)


def put(s3: Any, key: str, body: str | bytes, media: str = HTML, **more: Any) -> str:
    """The ETag."""
    bucket = more.pop("bucket", SITE)
    data = body.encode() if isinstance(body, str) else body
    answer = s3.put_object(Bucket=bucket, Key=key, Body=data, ContentType=media, **more)
    return str(answer["ETag"])


def get(cdn: Cdn, path: str, method: str = "GET", query: str = "", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return cdn(Request(method, path, query, named))


def header(answer: Answer, name: str) -> str | None:
    return dict(answer.headers).get(name)


def test_a_page_is_the_object_of_its_address(s3: Any, cdn: Cdn) -> None:
    etag = put(s3, "tea/index.html", "tea", CacheControl="public, max-age=0, s-maxage=60")

    answer = get(cdn, "/tea/")

    assert (answer.status, answer.body) == (200, b"tea")
    assert answer.headers == [
        ("Content-Type", HTML),
        ("Cache-Control", "public, max-age=0, s-maxage=60"),
        ("ETag", etag),
    ]


def test_the_home_page_is_at_the_root(s3: Any, cdn: Cdn) -> None:
    put(s3, "index.html", "home")

    assert get(cdn, "/").body == b"home"


def test_an_address_without_its_slash_moves_to_it(cdn: Cdn) -> None:
    answer = get(cdn, "/tea", query="from=mail")

    assert (answer.status, header(answer, "Location")) == (308, "/tea/?from=mail")


def test_assets_and_media_are_what_they_are_called(s3: Any, cdn: Cdn) -> None:
    put(s3, "assets/v1/LICENSE", "free", "text/plain")
    put(s3, "media/pot/320.avif", b"\0avif", "image/avif", bucket=MEDIA)

    licence, picture = get(cdn, "/assets/v1/LICENSE"), get(cdn, "/media/pot/320.avif")

    assert (licence.status, licence.body) == (200, b"free")
    assert (picture.status, picture.body) == (200, b"\0avif")
    assert header(picture, "Content-Type") == "image/avif"


def test_what_was_uploaded_is_not_shown(s3: Any, cdn: Cdn) -> None:
    put(s3, "index.html", "home")
    put(s3, "uploads/pot", b"private", bucket=MEDIA)

    found = [get(cdn, path).status for path in ("/uploads/pot.", "/media/../uploads/pot")]

    assert found == [404, 404]


def test_the_notes_of_publishing_are_not_shown(s3: Any, cdn: Cdn) -> None:
    put(s3, "index.html", "home")
    put(s3, ".barrow/directory.json", "{}")

    assert get(cdn, "/.barrow/directory.json").status == 404
    assert get(cdn, "/%2Ebarrow/directory.json").status == 404


def test_what_is_not_there_is_the_404_page(s3: Any, cdn: Cdn) -> None:
    put(s3, "index.html", "home")
    etag = put(s3, "404.html", "lost")

    answer = get(cdn, "/nothing/", If_None_Match=etag)

    assert (answer.status, answer.body) == (404, b"lost")
    assert header(answer, "Content-Type") == HTML


@pytest.mark.parametrize("path", ["/%ff.txt", "/a%00b.txt", "/" + "x" * 1100 + ".txt"])
def test_what_can_be_no_key_is_not_there(s3: Any, cdn: Cdn, path: str) -> None:
    put(s3, "index.html", "home")

    assert get(cdn, path).status == 404


def test_a_key_may_be_percent_encoded(s3: Any, cdn: Cdn) -> None:
    put(s3, "café/index.html", "oui")

    assert get(cdn, "/caf%C3%A9/").body == b"oui"


def test_an_object_that_names_another_address_redirects(s3: Any, cdn: Cdn) -> None:
    put(s3, "products/old/index.html", "moved", WebsiteRedirectLocation="/products/new/")

    answer = get(cdn, "/products/old/")

    assert (answer.status, header(answer, "Location")) == (301, "/products/new/")


def test_before_the_first_publishing_every_page_says_so(s3: Any, cdn: Cdn) -> None:
    put(s3, "404.html", "lost")

    assert get(cdn, "/") == UNPUBLISHED
    assert get(cdn, "/tea/") == UNPUBLISHED


def test_a_page_that_changes_is_seen_at_once(s3: Any, cdn: Cdn) -> None:
    put(s3, "index.html", "old")
    get(cdn, "/")

    put(s3, "index.html", "new")
    changed = get(cdn, "/")
    s3.delete_object(Bucket=SITE, Key="index.html")

    assert changed.body == b"new"
    assert get(cdn, "/") == UNPUBLISHED


def test_a_page_that_did_not_change_is_read_once(s3: Any, counting: Counting, cdn: Cdn) -> None:
    put(s3, "index.html", LONG)

    bodies = {get(cdn, "/").body for _ in range(5)}

    assert bodies == {LONG.encode()}
    assert counting.bodies == 1


def test_what_has_no_room_is_read_again(s3: Any, counting: Counting) -> None:
    put(s3, "a.txt", "a" * 900)
    put(s3, "b.txt", "b" * 900)
    cdn = Cdn(EdgeObjects(counting, kept_bytes=3_000), SITE, MEDIA, UNPUBLISHED)

    for path in ("/a.txt", "/b.txt", "/b.txt", "/a.txt"):
        get(cdn, path)

    assert counting.bodies == 3


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("deflate", None),
        ("", None),
    ],
)
def test_text_is_compressed_as_the_client_takes_it(
    s3: Any, cdn: Cdn, accepted: str, coding: str | None
) -> None:
    etag = put(s3, "index.html", LONG)

    answer = get(cdn, "/", Accept_Encoding=accepted)

    read = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert read(answer.body).decode() == LONG
    assert header(answer, "Content-Encoding") == coding
    assert header(answer, "Vary") == "Accept-Encoding"
    assert header(answer, "ETag") == (f"W/{etag}" if coding else etag)


@pytest.mark.parametrize(("media", "size"), [("image/jpeg", 5_000), (HTML, 900)])
def test_pictures_and_what_is_short_are_sent_as_they_are(
    s3: Any, cdn: Cdn, media: str, size: int
) -> None:
    put(s3, "a.bin", b"x" * size, media)

    answer = get(cdn, "/a.bin", Accept_Encoding="br, gzip")

    assert len(answer.body) == size
    assert header(answer, "Content-Encoding") is None
    assert header(answer, "Vary") is None


def test_what_is_compressed_already_is_not_compressed_again(s3: Any, cdn: Cdn) -> None:
    packed = gzip.compress(LONG.encode() + bytes(range(256)) * 20)
    put(s3, "a.html", packed, ContentEncoding="gzip")

    answer = get(cdn, "/a.html", Accept_Encoding="br, gzip")

    assert answer.body == packed
    assert [value for name, value in answer.headers if name == "Content-Encoding"] == ["gzip"]


@pytest.mark.parametrize("weak", ["", "W/"])
def test_a_client_that_has_the_page_is_told_so(s3: Any, cdn: Cdn, weak: str) -> None:
    etag = put(s3, "index.html", LONG, CacheControl="public, max-age=0")

    same = get(cdn, "/", Accept_Encoding="br", If_None_Match=f'"other", {weak}{etag}')
    other = get(cdn, "/", If_None_Match='"other"')

    assert (same.status, same.body) == (304, b"")
    assert header(same, "Cache-Control") == "public, max-age=0"
    assert (other.status, other.body) == (200, LONG.encode())


def test_files_can_only_be_read(cdn: Cdn) -> None:
    answer = get(cdn, "/", "POST")

    assert (answer.status, header(answer, "Allow")) == (405, "GET, HEAD")


def test_head_is_get_whose_body_the_server_leaves_out(s3: Any, cdn: Cdn) -> None:
    put(s3, "index.html", "home")

    assert get(cdn, "/", "HEAD") == get(cdn, "/")
