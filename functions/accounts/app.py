"""Accounts' door: sign-in, profiles, staff, privacy. Its routes stand in accounts/doors."""

import os

os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "accounts")

from chalice import Chalice
from chalice.app import DynamoDBEvent, SQSEvent
from shopkit import consumers, outbox
from shopkit.http import Api
from shopkit.observability import watched

STAGE = os.environ.get("BARROW_STAGE", "local")
STREAM = os.environ.get(
    "STREAM_ARN", f"arn:aws:dynamodb:local:000000000000:table/barrow-{STAGE}-accounts/stream/local"
)

app = Chalice(app_name=f"barrow-accounts-{STAGE}", configure_logs=False)
api = Api(app, "accounts")

# each of accounts/doors, as it comes: `signing_in.register(api)`


@app.on_sqs_message(queue=f"barrow-{STAGE}-accounts", batch_size=10, name="consume")
@watched
def consume(event: SQSEvent) -> None:
    """What other capabilities tell of people."""
    consumers.consume(event.to_dict()["Records"], {})


@app.on_dynamodb_record(
    # from the oldest record there is: what was told before the trigger stood is told as well
    stream_arn=STREAM,
    batch_size=100,
    starting_position="TRIM_HORIZON",
    name="relay",
)
@watched
def relay(event: DynamoDBEvent) -> None:
    """Facts to the bus."""
    outbox.relay(event.to_dict()["Records"])
