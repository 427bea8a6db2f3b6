"""A small shop, whole: engine, apps, pumps, Stripe's stand-in and the origin over its socket."""

import json
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from barrow.cloud.local import LocalCloud
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.server import PortTaken
from barrow.cloud.shop_clock import ShopClock

SMALL_SHOP = Path(__file__).parent / "small_shop"
DAY = 86_400


def local_cloud(state: Path, functions: Path = SMALL_SHOP / "functions", **more: Any) -> LocalCloud:
    clock = ShopClock()
    return LocalCloud(
        MiniStackEngine(state / "state.db", now=clock.now),
        clock=clock,
        functions_dir=functions,
        infra_dir=SMALL_SHOP,
        state_dir=state,
        **({"port": 0} | more),
    )


def ask(shop: LocalCloud, method: str, path: str, body: Any = None) -> Any:
    """The answer's JSON; raises HTTPError from 400 on."""
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(shop.site_url + path, data=data, method=method)
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    path, modules = list(sys.path), set(sys.modules)
    yield
    sys.path[:] = path
    for name in set(sys.modules) - modules:
        if name.startswith("barrow_"):
            del sys.modules[name]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[LocalCloud]:
    with local_cloud(tmp_path) as shop:
        yield shop


def test_a_fact_goes_by_stream_bus_and_queue_to_its_consumer(shop: LocalCloud) -> None:
    ask(shop, "POST", "/api/tea/pots/sencha")

    settled = ask(shop, "POST", "/dev/settle", {})

    assert settled["dead_letters"] == 0
    assert ask(shop, "GET", "/api/tea/seen/drunk") == ["sencha"]
    (fact,) = ask(shop, "GET", "/dev/facts?type=PotBrewed")
    assert (fact["id"], fact["data"]) == ("evt_sencha", {"name": "sencha"})


def test_the_pumps_need_nobody_who_waits(shop: LocalCloud) -> None:
    ask(shop, "POST", "/api/tea/pots/sencha")

    for _ in range(1_000):
        drunk = ask(shop, "GET", "/api/tea/seen/drunk")
        if drunk:
            break

    assert drunk == ["sencha"]


def test_what_a_consumer_cannot_take_is_a_dead_letter_that_can_be_sent_back(
    shop: LocalCloud,
) -> None:
    ask(shop, "POST", "/api/tea/pots/poison")

    settled = ask(shop, "POST", "/dev/settle", {})
    (letter,) = ask(shop, "GET", "/dev/queues/barrow-local-tea-dead")
    moved = ask(shop, "POST", "/dev/queues/barrow-local-tea-dead/redrive", {})

    assert settled["dead_letters"] == 1
    assert letter["body"]["detail"] == {"name": "poison"}
    assert moved == {"moved": 1}


def test_a_day_later_schedules_have_fired_once_and_the_apps_know_the_time(
    shop: LocalCloud,
) -> None:
    before = ask(shop, "POST", "/api/tea/pots/early")["at"]

    ask(shop, "POST", "/dev/clock", {"advance_seconds": DAY})
    ask(shop, "POST", "/dev/settle", {})
    after = ask(shop, "POST", "/api/tea/pots/late")["at"]

    assert len(ask(shop, "GET", "/api/tea/seen/cleared")) == 1
    assert before[:10] < after[:10]


def test_what_has_a_time_to_live_expires_by_the_shops_clock(shop: LocalCloud) -> None:
    ask(shop, "POST", "/api/tea/pots/sencha")
    ask(shop, "POST", "/dev/settle", {})

    ask(shop, "POST", "/dev/clock", {"advance_seconds": DAY})
    ask(shop, "POST", "/dev/settle", {})

    assert ask(shop, "GET", "/api/tea/seen/expired") == ["POT#sencha"]


def test_a_payment_comes_back_as_a_webhook_that_the_apps_can_verify(shop: LocalCloud) -> None:
    session = ask(shop, "POST", "/api/checkout/sessions")

    paid = ask(shop, "POST", f"/dev/stripe/{session['id']}/pay", {"card": "4242424242424242"})
    ask(shop, "POST", "/dev/settle", {})

    assert session["url"] == f"{shop.site_url}/dev/stripe/pay/{session['id']}"
    assert paid["status"] == "paid"
    assert "checkout.session.completed" in ask(shop, "GET", "/api/checkout/webhooks")


def test_the_payment_page_is_there_and_the_page_behind_the_counter_too(shop: LocalCloud) -> None:
    session = ask(shop, "POST", "/api/checkout/sessions")

    with urllib.request.urlopen(session["url"]) as answer:
        payment_page = answer.read().decode()
    with urllib.request.urlopen(f"{shop.site_url}/dev") as answer:
        dev_page = answer.read().decode()

    assert "Sencha" in payment_page
    assert session["id"][:24] in dev_page
    assert "tea is well" in dev_page


def test_everything_is_there_again_after_a_restart(tmp_path: Path) -> None:
    with local_cloud(tmp_path) as first:
        session = ask(first, "POST", "/api/checkout/sessions")
        ask(first, "POST", f"/dev/stripe/{session['id']}/pay", {"card": "4242424242424242"})
        ask(first, "POST", "/api/tea/pots/sencha")
        ask(first, "POST", "/dev/settle", {})
        ask(first, "POST", "/dev/clock", {"advance_seconds": 3_600})
        key = first.staff_key

    with local_cloud(tmp_path) as second:
        reread = ask(second, "GET", f"/api/checkout/sessions/{session['id']}")
        drunk = ask(second, "GET", "/api/tea/seen/drunk")
        clock = ask(second, "GET", "/dev/clock")

    assert reread == {"payment_status": "paid"}
    assert drunk == ["sencha"]
    assert clock["offset_seconds"] == 3_600.0
    assert second.staff_key == key


def test_work_that_was_left_is_done_after_a_restart(tmp_path: Path) -> None:
    with local_cloud(tmp_path) as first:
        first.pumps.stop()
        ask(first, "POST", "/api/tea/pots/sencha")

    with local_cloud(tmp_path) as second:
        second.settle()
        drunk = ask(second, "GET", "/api/tea/seen/drunk")

    assert drunk == ["sencha"]


def test_a_taken_port_is_said_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(PortTaken, match=f"port {port} is taken"):
            local_cloud(tmp_path, port=port).start()

    assert not (tmp_path / "state.db").exists()


def test_a_door_that_fails_leaves_nothing_running(tmp_path: Path) -> None:
    broken = tmp_path / "functions" / "tea"
    broken.mkdir(parents=True)
    (broken / "app.py").write_text("raise LookupError('no leaves')\n")
    before = {thread.name for thread in threading.enumerate()}

    with pytest.raises(LookupError, match="no leaves"):
        local_cloud(tmp_path, tmp_path / "functions").start()
    with local_cloud(tmp_path) as again:
        health = ask(again, "GET", "/dev/health")

    assert health == {"checkout": False, "tea": True}
    left = {thread.name for thread in threading.enumerate()} - before
    assert not {name for name in left if name.startswith(("stream", "queue", "http", "scout"))}


def test_it_says_where_the_time_of_the_start_went(tmp_path: Path) -> None:
    said: list[str] = []

    with local_cloud(tmp_path, say=said.append) as shop:
        url = shop.site_url

    assert said[0].startswith(f"{url} is open (ports ")
    assert "engine" in said[0]
    assert "foundation" in said[0]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_shop_in_order(tmp_path: Path, number: signal.Signals) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tests.unit.cloud.test_local import local_cloud\n"
        "local_cloud(Path(sys.argv[1]), say=lambda line: print(line, flush=True)).run()\n"
        "print('closed')\n"
    )
    paths = [path for path in sys.path if path]
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", program, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": ":".join(paths), "PATH": "/usr/bin"},
    ) as process:
        assert process.stdout is not None
        opened = process.stdout.readline()
        process.send_signal(number)
        rest, errors = process.communicate(timeout=30)

    assert "is open" in opened, errors
    assert (process.returncode, rest) == (0, "closed\n"), errors
