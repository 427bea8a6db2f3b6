"""The shop's own numbers: what alarms and the dashboard name is there, and told by the code."""

import json
import re
import tomllib

import pytest
from chalice.app import ScheduledEventConfig
from checkout import ending, orders, orders_table
from shopkit import aws, table

from tests import factories
from tests.emitted import numbers
from tests.house import declared
from tests.house.alarms import (
    ALARMS,
    HEARD,
    SITE,
    apis,
    dimensions,
    expressions,
    shown,
    widgets,
)
from tests.house.templates import ACCOUNT, REGION, STAGE, text
from tests.shop import ROOT, Shop, apps
from tests.signed_in import sign_in


# ── the dashboard ────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("conditions", [(), (HEARD,), (SITE,), (HEARD, SITE)], ids=str)
def test_the_dashboard_is_whole_whatever_stands(conditions: tuple[str, ...]) -> None:
    titles = [one["properties"].get("title") for one in widgets(*conditions)]

    assert titles[:4] == [
        "Orders a day", "Revenue a day, by currency", "Conversion, %",
        "Cost per order, $, estimated",
    ]  # fmt: skip
    assert ("Alarms" in titles) is (HEARD in conditions)
    assert ("Requests to the site" in titles) is (SITE in conditions)


def test_the_dashboard_lists_every_alarm() -> None:
    (listed,) = [one["properties"]["alarms"] for one in widgets(HEARD) if one["type"] == "alarm"]

    arn = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:"
    assert set(listed) == {arn + text(one["AlarmName"]) for one in ALARMS.values()}


def test_the_dashboard_names_what_stands() -> None:
    there: dict[str, set[str]] = {
        "FunctionName": set(declared.functions(STAGE)),
        "ApiName": apis(),
        "TableName": {f"barrow-{STAGE}-{name}" for name in {*apps(), "people"}},
        "DistributionId": {"E123"},
        "Region": {"Global"},
    }

    strange = [
        (key, value)
        for space, _, own in shown(HEARD, SITE)
        if space != "Barrow"
        for key, value in own.items()
        if value not in there[key]
    ]

    assert strange == []


def test_expressions_use_what_their_widget_has() -> None:
    for expression, ids in expressions(HEARD, SITE):
        bare = re.sub(r"SEARCH\(.*\)|METRICS\(\"(\w+)\"\)", "", expression)
        used = set(re.findall(r"\b[a-z]\w*\b", bare))
        groups = re.findall(r"METRICS\(\"(\w+)\"\)", expression)

        assert used <= ids, expression
        assert [group for group in groups if not any(group in one for one in ids)] == []


#: What a dashboard without charge has room for is what an order passes through: not what people do
#: with their accounts, nor what the clock runs whether there are orders or not.
BESIDE = {"accounts", "analytics"}


def test_the_cost_of_an_order_counts_what_it_passes_through_at_its_size_and_price() -> None:
    (widget,) = [
        one for one in widgets() if str(one["properties"].get("title")).startswith("Cost per")
    ]
    entries = widget["properties"]["metrics"]
    kinds: dict[str, set[str]] = {}
    for entry in entries:
        if isinstance(entry[0], str) and entry[0] != "Barrow":
            kinds.setdefault(entry[-1]["id"].rstrip("0123456789"), set()).add(entry[3])
    by_memory = {512: kinds["small"], 1769: kinds["large"]}
    said = " ".join(entry[0]["expression"] for entry in entries if isinstance(entry[0], dict))

    functions: dict[int, set[str]] = {}
    by_the_clock = set(declared.schedules())
    for name, (capability, handler) in declared.functions(STAGE).items():
        if capability in BESIDE or (capability, handler) in by_the_clock:
            continue
        config = json.loads((ROOT / f"functions/{capability}/.chalice/config.json").read_text())
        own = config.get("lambda_functions", {}).get(handler, {})
        size = own.get("lambda_memory_size", config["lambda_memory_size"])
        functions.setdefault(size, set()).add(name)
    passed = {capability for capability in apps() if capability not in BESIDE}
    tables = {f"barrow-{STAGE}-{name}" for name in passed | {"people"}}

    assert by_memory == functions
    assert kinds["api"] == {f"barrow-{capability}-{STAGE}" for capability in passed}
    assert kinds["write"] == kinds["read"] == tables
    assert [round(size / 1024, 4) for size in functions] == [0.5, 1.7275]
    assert {"0.5 *", "1.7275 *"} <= {match[0] for match in re.finditer(r"[\d.]+ \*", said)}
    assert [price for price in prices() if price not in said] == []


def prices() -> list[str]:
    """Of the price list that `barrow cost` takes, as the dashboard writes them."""
    newest = max((ROOT / "infra/barrow/operating").glob("prices-*.toml"))
    listed = tomllib.loads(newest.read_text(encoding="utf-8"))
    usd = {name: one["usd"]["us-east-1"] for name, one in listed.items() if "usd" in one}
    request = usd["api_requests"] + usd["lambda_requests"]
    return [
        f"{usd['lambda_gb_seconds']:.10f}",
        f"{request:.2f} *",
        f"{usd['dynamodb_writes']} *",
        f"{usd['dynamodb_reads']} *",
    ]


# ── the numbers ──────────────────────────────────────────────────────────────────────────────────
def named() -> set[tuple[str, frozenset[str]]]:
    """(metric, its dimensions' names) of the shop's own numbers in alarms and on the dashboard."""
    alarms = {(one["MetricName"], frozenset(dimensions(one)))
              for one in ALARMS.values() if one["Namespace"] == "Barrow"}  # fmt: skip
    metrics = {(name, frozenset(own)) for space, name, own in shown() if space == "Barrow"}
    searched = set()
    for expression, _ in expressions():
        for schema, metric in re.findall(
            r"SEARCH\('\{Barrow,([\w,]+)\} MetricName=\"(\w+)\"", expression
        ):
            searched.add((metric, frozenset(schema.split(","))))
    return alarms | metrics | searched


def test_every_number_that_they_name_is_told_by_the_shop(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "false")
    _sell(shop)
    _lose_an_order(shop)
    _sell_out(shop)
    _mail_in_vain(shop)
    _forget_in_vain(shop)

    told = {(one.name, frozenset(one.dimensions)) for one in numbers(capsys.readouterr().out)}

    assert len(named()) == 10
    assert named() - told == set()


OWN = {f"{own['service']}.{name}": own for space, name, own in shown() if space == "Barrow"}


@pytest.mark.parametrize("number", OWN)
def test_a_number_is_looked_for_where_it_is_told(number: str) -> None:
    service, metric = number.split(".")
    sources = [
        path.read_text(encoding="utf-8")
        for path in (ROOT / "functions" / service / service).rglob("*.py")
    ]

    assert OWN[number]["stage"] == STAGE
    assert any(f'("{metric}"' in source for source in sources)


def _sell(shop: Shop) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"), units=10)
    factories.pay(shop, factories.order(shop, ("TEA-1", 1)))


def _lose_an_order(shop: Shop) -> None:
    lost = factories.order(shop, ("TEA-1", 1))
    factories.pay(shop, lost)
    key = {"pk": f"ORDER#{lost.order_id}", "sk": "ORDER"}
    table.write(table.delete("barrow-local-checkout", key))
    shop.post("/checkout/admin/reconcile", staff=True)


def _sell_out(shop: Shop) -> None:
    """Paid after its units went to somebody else."""
    late = factories.order(shop, ("TEA-1", 1))
    stands = orders_table.read(late.order_id)
    assert stands is not None
    ending.end(stands, orders.EXPIRED, "", shop.now)
    factories.pay(shop, factories.order(shop, ("TEA-1", 8)))
    factories.pay(shop, late)


def _forget_in_vain(shop: Shop) -> None:
    """Checkout is not told that somebody wants to be erased; another's copy cannot be written."""
    ada, ben = (sign_in(shop, f"{name}@example.com") for name in ("ada", "ben"))
    shop.settle()
    ben.post("/accounts/privacy/export", json={})
    ada.post("/accounts/privacy/erasure", json={"confirm": True})
    shop.advance(3600)
    client = aws.client("s3")
    client.meta.events.register("before-call.s3.PutObject", _no_room)
    try:
        for schedule in apps()["accounts"].handlers(ScheduledEventConfig):
            schedule.invoke({"time": shop.now.isoformat(), "detail": {}, "source": "aws.events",
                             "detail-type": "Scheduled Event", "version": "0", "id": "1",
                             "account": ACCOUNT, "region": REGION, "resources": []})  # fmt: skip
    finally:
        client.meta.events.unregister("before-call.s3.PutObject", _no_room)


def _no_room(**_: object) -> None:
    raise OSError("S3 takes nothing")


def _mail_in_vain(shop: Shop) -> None:
    """SES refuses the sender for longer than anybody would read a confirmation."""
    client = aws.client("sesv2")

    def refuse(**_: object) -> None:
        raise client.exceptions.MessageRejected(
            {"Error": {"Code": "MessageRejected", "Message": "not verified"}}, "SendEmail"
        )

    factories.sell(shop, factories.make_offer("POT-1"), units=1)
    made = factories.order(shop, ("POT-1", 1))
    client.meta.events.register("before-call.sesv2.SendEmail", refuse)
    try:
        factories.pay(shop, made)
        for _ in range(4):
            shop.advance(24 * 3600)
            shop.settle()
    finally:
        client.meta.events.unregister("before-call.sesv2.SendEmail", refuse)
