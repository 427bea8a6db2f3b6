"""Whole flows over HTTP against the local shop, as a browser on this machine meets it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

from barrow.shop_client import ShopClient
from rich.progress import Progress
from rich.table import Table

from bench.figures import milliseconds
from tests.shop import ADDRESS, EMAIL

LIST, ADD, CHECKOUT = "product list", "add to cart", "whole checkout"
FILLED, IDLE = "memory, just filled", "idle memory"
#: The best that was measured of other shops on one machine: milliseconds, and MB of memory.
ELSEWHERE = {LIST: "10 ms", ADD: "19 ms", CHECKOUT: "114 ms", FILLED: "", IDLE: "186 MB"}
WARM_UP = 20
BARROW = (sys.executable, "-m", "barrow.cli")


def measure(repetitions: int, progress: Progress) -> dict[str, Any]:
    """Seconds of each flow, one after another, and megabytes at rest before the first: of the
    shop that has just taken its sample in, and of the same opened again.
    """
    with TemporaryDirectory() as state:
        opening = progress.add_task("filling the local shop", total=None)
        with _running(state, "the sample is in") as (url, process), ShopClient(url) as client:
            client.post("/dev/settle")
            filled = _memory_mb(process.pid)
            # its new pages now, so that the next start has nothing to do
            command = [*BARROW, "publish", "--all", "--url", url, "--state", state]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        progress.remove_task(opening)
        with _running(state, "kept in") as (url, process), ShopClient(url) as client:
            client.post("/dev/settle")
            idle = _memory_mb(process.pid)
            return _walked(client, repetitions, progress) | {FILLED: filled, IDLE: idle}


def _walked(client: ShopClient, repetitions: int, progress: Progress) -> dict[str, Any]:
    skus = [
        product["variants"][0]["sku"]
        for product in client.get("/api/catalog/products?limit=100").json["data"]
        if product["variants"][0]["availability"] == "in_stock"
    ]
    taken: dict[str, Any] = {LIST: [], ADD: [], CHECKOUT: []}
    turns = range(WARM_UP + repetitions)
    for turn in progress.track(turns, description="whole flows"):
        cart = client.post("/api/cart/carts", {}).json
        opens = {"X-Cart-Token": cart["token"]}
        line = {"sku": skus[turn % len(skus)], "quantity": 1}
        flows: dict[str, Callable[[], object]] = {
            LIST: lambda: client.get("/api/catalog/products"),
            ADD: lambda: client.post(
                f"/api/cart/carts/{cart['id']}/lines",  # noqa: B023 — called in this turn
                line,  # noqa: B023
                headers=opens,  # noqa: B023
            ),
            CHECKOUT: lambda: _check_out(client, cart["id"], opens),  # noqa: B023
        }
        for name, flow in flows.items():
            started = time.perf_counter()
            flow()
            if turn >= WARM_UP:
                taken[name].append(time.perf_counter() - started)
    return taken


def _check_out(client: ShopClient, cart_id: str, opens: Mapping[str, str]) -> None:
    """From the choice of delivery to the order that is seen to be paid."""
    asked = {"cart_id": cart_id, "address": {"country": ADDRESS["country"]}}
    found = client.post("/api/checkout/shipping-options", asked, headers=opens)
    option = found.json["data"][0]
    body = {
        "cart_id": cart_id,
        "email": EMAIL,
        "shipping_address": ADDRESS,
        "shipping_option": option["id"],
        "expected_total": option["total"],
        "consents": {"terms": True},
    }
    key = {"Idempotency-Key": cart_id}
    order = client.post("/api/checkout/checkouts", body, headers={**opens, **key}).json
    session_id = order["payment"]["url"].rsplit("/", 1)[1]
    client.post(f"/dev/stripe/{session_id}/pay", {"card": "4242424242424242"})
    place, token = f"/api/checkout/orders/{order['order_id']}", {"X-Order-Token": order["token"]}
    while client.get(place, headers=token).json["status"] == "pending_payment":
        pass


@contextmanager
def _running(state: str, sign: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """`barrow run` in a process of its own and the folder `state`, once it has said `sign`."""
    process = subprocess.Popen(
        [*BARROW, "run", "--port", "0", "--no-pictures", "--state", state],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1", "COLUMNS": "200"},
    )
    try:
        yield _url(process, sign), process
    finally:
        process.terminate()
        process.communicate(timeout=60)


def _url(process: "subprocess.Popen[str]", sign: str) -> str:
    """The shop's address, as soon as a line begins with `sign`."""
    assert process.stdout is not None
    address = ""
    for line in process.stdout:
        if line.startswith("http://") and line.rstrip().endswith("the shop"):
            address = line.split()[0]
        if line.startswith(sign):
            return address
    raise RuntimeError("the local shop did not open")


def _memory_mb(pid: int) -> int:
    """Resident memory of the process."""
    shown = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True
    )
    return round(int(shown.stdout) / 1024)


def table(measured: Mapping[str, Any]) -> Table:
    made = Table(title="Whole flows over HTTP", caption=CAPTION, caption_justify="left")
    made.add_column("flow")
    for name in ("p50", "p99", "best elsewhere"):
        made.add_column(name, justify="right")
    for name in (LIST, ADD, CHECKOUT):
        taken = measured[name]
        half, most = milliseconds(taken, 50), milliseconds(taken, 99)
        made.add_row(name, f"{half} ms", f"{most} ms", ELSEWHERE[name])
    for name in (FILLED, IDLE):
        made.add_row(name, f"{measured[name]} MB", "", ELSEWHERE[name])
    return made


CAPTION = (
    "One client, one request at a time, to the local shop with its sample catalogue. A whole"
    " checkout is choosing the delivery, starting, paying, and reading the order until it is paid."
    " Memory is the whole process's, emulated AWS and all: in an account, what rests costs none."
    " Elsewhere: the best of other open-source shops on one machine; for the scale, no more."
)
