"""Pictures put into a running shop: by the loader, and by a person with `barrow pictures put`."""

import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from barrow.loading import pictures
from barrow.shop_client import ShopClient

from tests.integration.operator.running_shop import RunningShop, barrow, running_shop
from tests.picture_files import file_of, scene


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    with running_shop(tmp_path_factory.mktemp("shop") / "state", "--no-sample") as opened:
        yield opened


@pytest.fixture
def client(shop: RunningShop) -> Iterator[ShopClient]:
    with ShopClient(shop.url, shop.staff_key) as opened:
        yield opened


class Counting:
    def __init__(self) -> None:
        self.expected = self.done = 0

    def expect(self, what: str, total: int) -> None:  # noqa: ARG002
        self.expected += total

    def step(self, count: int = 1, note: str = "") -> None:  # noqa: ARG002
        self.done += count


def put(shop: RunningShop, file: Path, key: str) -> tuple[int, str]:
    done = barrow("pictures", "put", str(file), "--key", key, "--url", shop.url,
                  "--state", str(shop.state))  # fmt: skip
    return done.returncode, done.stdout.strip()


def test_pictures_are_put_several_at_once_and_what_is_there_is_passed_over(
    client: ShopClient,
) -> None:
    drawn = [(f"many-{n}", f"Number {n}", file_of(scene(300 + n, 300), "PNG")) for n in range(6)]
    bad = ("many-bad", "", b"no picture")
    watcher = Counting()

    first = pictures.upload(client, [*drawn, bad], watcher)
    again = pictures.upload(client, drawn)

    assert first.ready == 6
    assert [(one.key, one.status) for one in first.refused] == [("many-bad", "refused")]
    assert (watcher.expected, watcher.done) == (7, 7)
    assert again == pictures.Uploaded(ready=0, refused=())
    assert client.get("/api/catalog/admin/pictures/many-3", staff=True).json["alt"] == "Number 3"


def test_what_is_missing_is_told_before_anything_is_drawn(client: ShopClient) -> None:
    pictures.put(client, "there", "a.jpg", file_of(scene()))

    assert pictures.missing(client, ["none", "there", "none-2", "none"]) == ["none", "none-2"]


def test_a_picture_is_drawn_when_somebody_can_send_it(client: ShopClient) -> None:
    begun: list[int] = []

    def drawing() -> Iterator[pictures.Upload]:
        for n in range(5):
            begun.append(n)
            yield f"drawn-{n}", "", file_of(scene(300 + n, 300))

    done = pictures.upload(client, drawing(), workers=2, total=5)

    assert (done.ready, begun) == (5, [0, 1, 2, 3, 4])


def test_a_person_hears_what_became_of_a_picture(shop: RunningShop, tmp_path: Path) -> None:
    good, bad = tmp_path / "tea.jpg", tmp_path / "logo.svg"
    good.write_bytes(file_of(scene()))
    bad.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")

    first, again, refused = (put(shop, *given) for given in [
        (good, "person-1"), (good, "person-1"), (bad, "person-2"),
    ])  # fmt: skip

    assert first == (0, "person-1 is ready")
    assert again == (0, "person-1 is a picture already")
    assert refused == (
        1,
        "person-2 is refused: SVG is not taken, for it can hold script; export it as PNG",
    )


def test_a_picture_can_be_looked_at_where_its_pages_name_it(
    shop: RunningShop, client: ShopClient
) -> None:
    pictures.put(client, "kitchen/shown", "a.jpg", file_of(scene(700, 500)))

    avif, plain = (look(f"{shop.url}/media/kitchen/shown{name}") for name in ("/640.avif", ""))

    kept = "public, max-age=31536000, immutable"
    assert avif[:2] == ("image/avif", kept)
    assert plain[:2] == ("image/jpeg", kept)
    assert (avif[2][4:12], plain[2][:3]) == (b"ftypavif", b"\xff\xd8\xff")


def look(url: str) -> tuple[str, str, bytes]:
    """Media type, how long it may be kept, and the file."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.headers["Content-Type"], answer.headers["Cache-Control"], answer.read()
