"""The developer's page is whole, safe, and shows what is wrong."""

from html.parser import HTMLParser

from tests.unit.cloud.dev.surroundings import EVIL, Shop
from tests.unit.cloud.test_fact_log import change


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.forms: list[str] = []
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in {"meta", "input", "link"}:
            self.open.append(tag)
        if tag == "form":
            self.forms.append(found.get("action") or "")
        self.addresses += [v for k, v in attrs if k in {"src", "href", "action"} and v]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_nothing_from_elsewhere(shop: Shop) -> None:
    tags = Tags(shop.get("/dev").body.decode())

    assert tags.open == []
    assert all(address.startswith("/") for address in tags.addresses)
    assert tags.forms == [
        "/dev/clock",
        "/dev/clock",
        "/dev/clock",
        "/dev/settle",
        "/dev/stripe/switches",
    ]


def test_the_page_runs_no_script_but_its_own(shop: Shop) -> None:
    policy = shop.get("/dev").header("Content-Security-Policy") or ""

    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy


def test_every_value_on_the_page_is_escaped(shop: Shop) -> None:
    shop.mail(subject=EVIL, to=EVIL)
    shop.facts.observe([change("evt_1", EVIL)])
    shop.sqs.put(EVIL, "a")
    shop.sessions.append({"id": EVIL, "currency": EVIL, "status": EVIL, "payment_status": EVIL})

    page = shop.get("/dev").body.decode()

    assert page.count("<script>") == 1
    assert page.count("&lt;script&gt;") >= 6


def test_the_page_shows_what_is_wrong(shop: Shop) -> None:
    shop.sqs.put("orders-dead", "a", "b")

    page = shop.get("/dev").body.decode()

    assert '<li class="ill">checkout is ill</li>' in page
    assert '<a href="/dev/queues/orders-dead" class="ill">2</a>' in page
