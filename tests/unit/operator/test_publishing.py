"""`barrow publish`: part after part, until the shop says that it was all."""

from typing import Any

from barrow.publishing.publish import Published, is_current, publish_all
from barrow.shop_client import Reply, ShopClient


class Shop(ShopClient):
    """Answers with parts of (done, total), each of which wrote two files and removed one."""

    def __init__(self, *parts: tuple[int, int]) -> None:
        super().__init__("http://127.0.0.1:1")
        self.parts = parts
        self.asked: list[Any] = []

    def request(self, method: str, path: str, body: Any = None, **_: Any) -> Reply:
        assert path == "/api/catalog/admin/site/publications"
        if method == "GET":
            return Reply(200, {}, {"is_current": not self.parts})
        self.asked.append(body)
        number = len(self.asked)
        done, total = self.parts[number - 1]
        cursor = f"part {number}" if number < len(self.parts) else None
        return Reply(
            200, {}, {"done": done, "total": total, "written": 2, "removed": 1, "cursor": cursor}
        )


class Bar:
    """How far the bar stands, and of how much, after each word that it was told."""

    def __init__(self) -> None:
        self.total = self.done = 0
        self.seen: list[tuple[int, int]] = []

    def expect(self, what: str, total: int) -> None:  # noqa: ARG002
        self.total, self.done = total, 0

    def step(self, count: int = 1, note: str = "") -> None:  # noqa: ARG002
        self.done += count
        self.seen.append((self.done, self.total))


def test_each_part_goes_on_where_the_one_before_ended() -> None:
    shop = Shop((3, 9), (6, 9), (9, 9))

    done = publish_all(shop)

    assert shop.asked == [{}, {"cursor": "part 1"}, {"cursor": "part 2"}]
    assert done == Published(written=6, removed=3)


def test_the_bar_is_right_though_there_comes_more_to_do() -> None:
    bar = Bar()

    publish_all(Shop((3, 9), (6, 12), (12, 12)), bar)

    assert bar.seen[-1] == (12, 12)
    assert (6, 12) in bar.seen


def test_a_shop_tells_whether_it_is_current() -> None:
    assert is_current(Shop())
    assert not is_current(Shop((1, 1)))
