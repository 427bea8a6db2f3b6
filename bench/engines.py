"""What both engines of the local cloud cost on a shop's worth of data.

    python bench/engines.py [--items 105000] [--engine moto|ministack] [--json]

The data: one product of 4 KB (with an index by slug) to two orders; each order is ten items: the
order itself (2 KB), three facts, a hold and five stock movements. Each engine runs in a process of
its own, so that memory is its own. Times are the median of the calls, in milliseconds.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "infra"))

TABLE = "bench"
ITEMS_PER_ORDER = 10
TEMPLATE = """
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: bench
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions:
        - {AttributeName: pk, AttributeType: S}
        - {AttributeName: sk, AttributeType: S}
        - {AttributeName: gsi1pk, AttributeType: S}
        - {AttributeName: gsi1sk, AttributeType: S}
      KeySchema:
        - {AttributeName: pk, KeyType: HASH}
        - {AttributeName: sk, KeyType: RANGE}
      GlobalSecondaryIndexes:
        - IndexName: gsi1
          KeySchema:
            - {AttributeName: gsi1pk, KeyType: HASH}
            - {AttributeName: gsi1sk, KeyType: RANGE}
          Projection: {ProjectionType: ALL}
      StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
      TimeToLiveSpecification: {AttributeName: expires_at, Enabled: true}
"""


def key(pk: str, sk: str) -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def product(number: int) -> dict[str, Any]:
    variants = [
        {"M": {"sku": {"S": f"SKU-{number}-{size}"}, "price": {"N": "1299"}, "size": {"S": size}}}
        for size in ("S", "M", "L")
    ]
    return {
        **key(f"PRODUCT#{number}", "META"),
        "gsi1pk": {"S": f"SLUG#blue-mug-{number}"},
        "gsi1sk": {"S": "PRODUCT"},
        "description": {"S": "x" * 3600},
        "variants": {"L": variants},
        "available": {"N": "1000000"},
    }


def order(number: int, products: int) -> list[dict[str, Any]]:
    pk = f"ORDER#{number}"
    head = {
        **key(pk, "META"),
        "gsi1pk": {"S": "STATUS#paid"},
        "gsi1sk": {"S": f"2026-03-01T{number:08}"},
        "lines": {"L": [{"M": {"sku": {"S": f"SKU-{i}"}, "n": {"N": "1"}}} for i in range(5)]},
        "address": {"S": "x" * 1600},
        "total": {"N": "6495"},
    }
    facts = [
        {**key(pk, f"EVENT#{n}"), "type": {"S": "OrderPlaced"}, "data": {"S": "x" * 300}}
        for n in range(3)
    ]
    hold = {**key(pk, "HOLD"), "expires_at": {"N": str(4_000_000_000 + number)}}
    movements = [
        {**key(f"STOCK#{(number + i) % products}", f"MOVE#{number:08}#{i}"), "units": {"N": "-1"}}
        for i in range(5)
    ]
    return [head, *facts, hold, *movements]


def median_ms(call: Callable[[int], object], times: int = 200) -> float:
    took = []
    for number in range(times):
        start = time.perf_counter()
        call(number)
        took.append(time.perf_counter() - start)
    return round(statistics.median(took) * 1000, 2)


def take(product_number: int, units: int = 1) -> dict[str, Any]:
    return {
        "Update": {
            "TableName": TABLE,
            "Key": key(f"PRODUCT#{product_number}", "META"),
            "UpdateExpression": "SET available = available - :n",
            "ConditionExpression": "available >= :n",
            "ExpressionAttributeValues": {":n": {"N": str(units)}},
        }
    }


def race(dynamodb: Any, name: str, units: int = 100, threads: int = 16) -> bool:
    """Sell `units` to `threads` buyers who never give up; tell whether exactly that many sold."""
    stock = key(f"RACE#{name}", "META")
    dynamodb.put_item(TableName=TABLE, Item={**stock, "available": {"N": str(units)}})
    sold = []

    def buy() -> None:
        while True:
            sale = {"TableName": TABLE, "Item": key(f"SALE#{name}", f"{random.random()}")}
            update = {**take(0)["Update"], "Key": stock}
            try:
                dynamodb.transact_write_items(TransactItems=[{"Update": update}, {"Put": sale}])
            except dynamodb.exceptions.TransactionCanceledException:
                return
            sold.append(1)

    buyers = [threading.Thread(target=buy) for _ in range(threads)]
    for buyer in buyers:
        buyer.start()
    for buyer in buyers:
        buyer.join()
    left = int(dynamodb.get_item(TableName=TABLE, Key=stock)["Item"]["available"]["N"])
    sales = dynamodb.query(
        TableName=TABLE,
        KeyConditionExpression="pk = :p",
        ExpressionAttributeValues={":p": {"S": f"SALE#{name}"}},
    )["Count"]
    return (len(sold), left, sales) == (units, 0, units)


def load(dynamodb: Any, orders: int, products: int) -> None:
    everything = [product(number) for number in range(products)]
    for number in range(orders):
        everything += order(number, products)
        if len(everything) >= 25 or number == orders - 1:
            for start in range(0, len(everything), 25):
                batch = [{"PutRequest": {"Item": i}} for i in everything[start : start + 25]]
                dynamodb.batch_write_item(RequestItems={TABLE: batch})
            everything = []


def measure(dynamodb: Any, orders: int, products: int) -> dict[str, Any]:
    def batch_get(number: int) -> None:
        keys = [key(f"PRODUCT#{(number * 20 + i) % products}", "META") for i in range(20)]
        dynamodb.batch_get_item(RequestItems={TABLE: {"Keys": keys}})

    def transact(actions: int) -> Callable[[int], None]:
        def call(number: int) -> None:
            updates = [take((number + i) % products) for i in range(actions - 1)]
            fact = {"TableName": TABLE, "Item": key(f"FACT#{actions}", f"{number}")}
            dynamodb.transact_write_items(TransactItems=[*updates, {"Put": fact}])

        return call

    def query(values: dict[str, Any], **more: Any) -> None:
        dynamodb.query(TableName=TABLE, ExpressionAttributeValues=values, **more)

    return {
        "get": median_ms(
            lambda n: dynamodb.get_item(TableName=TABLE, Key=key(f"ORDER#{n % orders}", "META"))
        ),
        "put": median_ms(lambda n: dynamodb.put_item(TableName=TABLE, Item=product(10**6 + n))),
        "batch get of 20": median_ms(batch_get, 100),
        "transaction of 3": median_ms(transact(3), 100),
        "transaction of 25": median_ms(transact(25), 50),
        "partition query": median_ms(
            lambda n: query({":p": {"S": f"ORDER#{n % orders}"}}, KeyConditionExpression="pk = :p"),
            100,
        ),
        "index query of 1": median_ms(
            lambda n: query(
                {":p": {"S": f"SLUG#blue-mug-{n % products}"}},
                IndexName="gsi1",
                KeyConditionExpression="gsi1pk = :p",
            ),
            100,
        ),
        "index query of 20": median_ms(
            lambda n: query(
                {":p": {"S": "STATUS#paid"}},
                IndexName="gsi1",
                KeyConditionExpression="gsi1pk = :p",
                ScanIndexForward=bool(n % 2),
                Limit=20,
            ),
            50,
        ),
        "races exact": f"{sum(race(dynamodb, str(n)) for n in range(5))} of 5",
    }


def memory_mb() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


def run(engine_name: str, items: int, folder: Path) -> dict[str, Any]:
    """Measure one engine in this process."""
    from barrow.cloud.engine import Engine
    from barrow.cloud.engine_deploy import client

    def make() -> Engine:
        if engine_name == "moto":
            from barrow.cloud.moto_engine import MotoEngine

            return MotoEngine()
        from barrow.cloud.ministack_engine import MiniStackEngine

        return MiniStackEngine(folder / "state.sqlite")

    orders = max(10, items // (ITEMS_PER_ORDER + 1) if items < 1000 else round(items / 10.5))
    products = orders // 2
    template = folder / "bench.yaml"
    template.write_text(TEMPLATE, encoding="utf-8")
    result: dict[str, Any] = {"engine": engine_name, "items": orders * 10 + products}

    def timed(label: str, work: Callable[[], object]) -> None:
        start = time.perf_counter()
        work()
        result[label] = round(time.perf_counter() - start, 2)

    engine = make()
    timed("start s", engine.start)
    engine.deploy(template, {}, "bench")
    dynamodb = client("dynamodb")
    timed("load s", lambda: load(dynamodb, orders, products))
    engine.done_stream(TABLE, 10**9)
    result |= measure(dynamodb, orders, products)
    engine.done_stream(TABLE, 10**9)
    result["memory MB"] = memory_mb()
    timed("stop s", engine.stop)
    if engine_name == "ministack":
        result["file MB"] = round((folder / "state.sqlite").stat().st_size / 2**20)
        again = make()
        timed("restart s", again.start)
        found = dynamodb.get_item(TableName=TABLE, Key=key("ORDER#0", "META"))
        assert found["Item"]["total"] == {"N": "6495"}
        again.stop()
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--items", type=int, default=105_000)
    parser.add_argument("--engine", choices=("moto", "ministack"))
    parser.add_argument("--json", action="store_true", help="print one engine's figures as JSON")
    arguments = parser.parse_args()
    if arguments.json:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(run(arguments.engine, arguments.items, Path(folder))))
        return
    names = [arguments.engine] if arguments.engine else ["moto", "ministack"]
    columns = []
    for name in names:
        command = [sys.executable, __file__, "--json", "--engine", name]
        done = subprocess.run(
            [*command, "--items", str(arguments.items)],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        columns.append(json.loads(done.stdout))
    labels = list(dict.fromkeys(label for column in columns for label in column))
    for number, label in enumerate(labels):
        print("| " + " | ".join([label, *(str(c.get(label, "–")) for c in columns)]) + " |")
        if number == 0:
            print("|" + "---|" * (len(columns) + 1))


if __name__ == "__main__":
    main()
