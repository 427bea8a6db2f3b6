"""Whenever the process is killed, the journal has the last cut whole."""

import os
import random
import subprocess
import sys
from pathlib import Path

from barrow.cloud.engine_deploy import client
from barrow.cloud.ministack_engine import MiniStackEngine

from tests.unit.cloud.journal.transfers_stack import body_of

# Moves units from one account to the other, for ever. Each round changes every store at once, so a
# state in which the stores are not from one moment shows in the counts.
TRANSFERS = """
import sys
from pathlib import Path
from barrow.cloud.engine_deploy import client
from barrow.cloud.ministack_engine import MiniStackEngine

state, template = Path(sys.argv[1]), Path(sys.argv[2])

def move(account, units):
    return {"Update": {"TableName": "accounts", "Key": {"pk": {"S": account}},
        "UpdateExpression": "ADD units :n", "ExpressionAttributeValues": {":n": {"N": units}}}}

with MiniStackEngine(state, interval=0.01) as engine:
    engine.deploy(template, {}, "journal")
    dynamodb, sqs, s3 = client("dynamodb"), client("sqs"), client("s3")
    url = sqs.get_queue_url(QueueName="transfers")["QueueUrl"]
    done = int(engine.host.get("rounds", "done") or 0)
    first = done + 1
    while True:
        done += 1
        with engine.lock:
            dynamodb.transact_write_items(TransactItems=[
                move("from", "-1"), move("to", "1"),
                {"Put": {"TableName": "accounts", "Item": {"pk": {"S": f"round {done}"}}}},
            ])
            sqs.send_message(QueueUrl=url, MessageBody=str(done))
            engine.host.put("rounds", "done", str(done))
            s3.put_object(Bucket="the-site", Key="latest", Body=f"round {done}" * 500)
            s3.put_object(Bucket="the-site", Key=f"of/{done}", Body=f"round {done}" * 500)
            if done % 5 == 0:
                engine.done_stream("accounts", 3)
                message = sqs.receive_message(QueueUrl=url)["Messages"][0]
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        if done == first + 9:
            engine.checkpoint()
        print(done, flush=True)
"""


def kill_after(rounds: int, state: Path, template: Path) -> int:
    """Run transfers in a process of their own, kill it, and return the last round it told of."""
    child = subprocess.Popen(
        [sys.executable, "-c", TRANSFERS, str(state), str(template)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert child.stdout is not None
    told = 0
    for line in child.stdout:
        told = int(line)
        rounds -= 1
        if rounds == 0:
            child.kill()
    child.stdout.close()
    child.wait()
    return told


def test_after_each_kill_every_store_is_as_of_one_moment(state: Path, template: Path) -> None:
    chance = random.Random(7)
    kept = 0

    for _ in range(5):
        told = kill_after(chance.randrange(12, 150), state, template)
        before = kept
        with MiniStackEngine(state) as engine:
            kept = int(engine.host.get("rounds", "done") or 0)
            items = client("dynamodb").scan(TableName="accounts")["Items"]
            units = {item["pk"]["S"]: int(item["units"]["N"]) for item in items if "units" in item}
            rounds = [item for item in items if item["pk"]["S"].startswith("round ")]
            stream = engine.take_stream("accounts", limit=10**6)
            depths = engine.queue_depths()
            latest, own = (body_of(key) for key in ("latest", f"of/{kept}"))
            objects = client("s3").list_objects_v2(Bucket="the-site", Prefix="of/")["KeyCount"]

        assert units == {"from": -kept, "to": kept}
        assert len(rounds) == kept
        assert len(stream) == 3 * (kept - kept // 5)
        assert stream[-1]["dynamodb"]["NewImage"] == {"pk": {"S": f"round {kept}"}}
        assert depths["transfers"] == (kept - kept // 5, 0)
        assert latest == own == f"round {kept}".encode() * 500
        assert objects == min(kept, 1000)
        # no round told of before the checkpoint is lost, and none is made up
        assert before + 10 <= kept <= told + 1
