"""A capability that has one of everything: an API, a stream, a queue, a schedule."""

import json
import os
from typing import Any

from chalice.app import Chalice
from shopkit import aws, clock

STAGE = os.environ.get("BARROW_STAGE", "local")
TABLE = f"barrow-{STAGE}-tea"
STREAM = f"arn:aws:dynamodb:local:000000000000:table/{TABLE}/stream/local"

app = Chalice("barrow-tea", configure_logs=False)


def put(pk: str, sk: str, **more: Any) -> None:
    item = {"pk": {"S": pk}, "sk": {"S": sk}} | more
    aws.client("dynamodb").put_item(TableName=TABLE, Item=item)


def rows(pk: str) -> list[str]:
    answer = aws.client("dynamodb").query(
        TableName=TABLE,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": pk}},
    )
    return [item["sk"]["S"] for item in answer["Items"]]


@app.route("/tea/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.route("/tea/pots/{name}", methods=["POST"], content_types=[])
def brew(name: str) -> dict[str, str]:
    at = clock.now()
    put(
        f"POT#{name}",
        f"EVENT#evt_{name}",
        type={"S": "PotBrewed"},
        source={"S": "tea"},
        at={"S": clock.text(at)},
        data={"S": json.dumps({"name": name})},
        expires_at={"N": str(int(at.timestamp()) + 7200)},
    )
    return {"at": clock.text(at)}


@app.route("/tea/seen/{kind}")
def seen(kind: str) -> list[str]:
    return rows(kind)


@app.on_dynamodb_record(stream_arn=STREAM, name="relay")
def relay(event: Any) -> None:
    for record in event.to_dict()["Records"]:
        if record["eventName"] == "REMOVE":
            put("expired", record["dynamodb"]["Keys"]["pk"]["S"])
        image = record["dynamodb"].get("NewImage", {})
        if image.get("sk", {}).get("S", "").startswith("EVENT#"):
            entry = {
                "EventBusName": f"barrow-{STAGE}",
                "Source": "barrow.tea",
                "DetailType": image["type"]["S"],
                "Detail": image["data"]["S"],
            }
            aws.client("events").put_events(Entries=[entry])


@app.on_sqs_message(queue=f"barrow-{STAGE}-tea", batch_size=10, name="consume")
def consume(event: Any) -> None:
    for record in event:
        name = json.loads(record.body)["detail"]["name"]
        if name == "poison":
            raise ValueError("nobody drinks that")
        put("drunk", name)


@app.schedule("cron(0 6 * * ? *)", name="clear_away")
def clear_away(event: Any) -> None:
    put("cleared", event.time)
