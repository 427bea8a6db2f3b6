"""What a shop costs: on this machine before there is one, and of a stage as it was used.

Both are estimates from AWS's list prices. The bill itself is in Cost Explorer, which charges a cent
for each question that a program asks it; so it is left to the console, where looking is free.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from chalice.app import SQSEventConfig

from barrow.deploying.account import Account
from barrow.deploying.stage import Stage
from barrow.operating.costs import flows, idle, metered_shop, stage_usage
from barrow.operating.costs.invocation import Billing
from barrow.operating.costs.prices import Prices
from barrow.operating.costs.usage import Usage
from barrow.progress import Watcher

THOUSAND = 1000


@dataclass(frozen=True)
class Column:
    """`usage` of what `name` says, and its price before and after what is free each month."""

    name: str
    usage: Usage
    usd: Decimal
    usd_after_free: Decimal


@dataclass(frozen=True)
class Estimate:
    region: str
    columns: tuple[Column, ...]
    notes: tuple[str, ...]


def local(  # noqa: PLR0913 — what is measured, and how it is billed
    root: Path, orders: int, billing: Billing, prices: Prices, region: str, watcher: Watcher
) -> Estimate:
    """From the calls that the real code makes for so many orders, in a shop with the sample."""
    with metered_shop.opened(root) as shop:
        found = flows.drive(shop, orders, billing, watcher)
        consumed = sum(
            isinstance(source, SQSEventConfig)
            for loaded in shop.apps.values()
            for source in loaded.app.event_sources
        )
    infra = root / "infra"
    quiet = (
        found.idle
        + idle.queues(consumed)
        + idle.dashboards(infra)
        + idle.keys(infra)
        + Usage(
            metrics=len(found.idle_metrics),
            log_gb_kept=found.idle.get("log_gb", 0),
            dynamodb_gb=found.stored_gb,
            recovery_gb=found.stored_gb,
        )
    )
    # a metric is paid for by the month, however many orders it counts
    month = {
        "1,000 views": found.pages * THOUSAND,
        "1,000 carts": found.carts * THOUSAND,
        "1,000 orders": found.paid * THOUSAND,
        "idle month": quiet,
        "with alarms": idle.alarms(infra),
        "with firewall": idle.firewall(infra),
    }
    busy = Usage(metrics=len(found.metrics)).usd(prices, region)
    notes = (
        f"counted over {orders} orders of three lines in the sample shop, by the real code;"
        " cold starts are left out",
        _time(billing),
        "a page view is as if CloudFront never had the page, with one picture of"
        f" {flows.PICTURE_BYTES // 1000} kB, scripts and styles once in {flows.PAGES_A_VISIT}"
        " pages",
        f"the shop's own numbers are {len(found.metrics)} metrics in a month that has all of them,"
        f" ${busy:.2f}, of which ten are free",
        "Stripe's fee is Stripe's",
    )
    return _priced(month, notes, prices, region)


def of_stage(
    account: Account, stage: Stage, infra: Path, prices: Prices, now: datetime
) -> Estimate:
    """From what the last thirty days used."""
    month = stage_usage.read(account, stage, infra, now)
    parts = {f"the last {stage_usage.DAYS} days": month.usage}
    if month.orders:
        parts["an order's share of it"] = month.usage / month.orders
    notes = (
        f"{month.orders} paid orders, by the shop's own count",
        "from CloudWatch's metrics; S3's requests have none and are left out, facts on the bus are"
        " counted once for each rule that took them",
        "the bill is at https://console.aws.amazon.com/costmanagement/",
    )
    return _priced(parts, notes, prices, account.region)


def _time(billing: Billing) -> str:
    if billing.duration_ms is not None:
        return f"every call is billed {billing.duration_ms:g} ms, as was said"
    return (
        "Lambda's time is this machine's processor time, stretched to the memory's share of a"
        f" processor, and {billing.dynamodb_ms:g} ms for each call of DynamoDB,"
        f" {billing.transaction_ms:g} ms for a transaction, {billing.aws_ms:g} ms for another"
        f" service, {billing.stripe_ms:g} ms for Stripe; --duration sets it"
    )


def _priced(
    parts: Mapping[str, Usage], notes: tuple[str, ...], prices: Prices, region: str
) -> Estimate:
    columns = tuple(
        Column(
            name,
            usage,
            usage.usd(prices, region),
            usage.usd(prices, region, after_free=True),
        )
        for name, usage in parts.items()
    )
    about = [f"AWS's list prices of {prices.as_of}, {region}, in US dollars without tax"]
    if not prices.knows(region):
        about.append(f"{region} is not in the list and is reckoned at us-east-1's prices")
    if unchecked := prices.unchecked(region):
        about.append(
            f"{len(unchecked)} of {len(prices.items)} prices were not compared with AWS's pages:"
            " those without the region in `checked` in the price list"
        )
    return Estimate(region, columns, (*notes, *about))
