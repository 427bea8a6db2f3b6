"""Marketing's door: letters by queue and schedule, and the list of them for staff."""

import os

os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "marketing")

from chalice import Chalice, Rate
from chalice.app import CloudWatchEvent, DynamoDBEvent, SQSEvent
from marketing import erasing, mails_table, sending
from marketing.answers import MailView
from shopkit import clock, consumers, cursors, outbox
from shopkit.events import (
    AccountLapsing,
    DataExported,
    ErasureConfirmed,
    Fact,
    OrderPlaced,
    OrderRefunded,
    PersonErased,
    SecurityChanged,
    SignInCodeIssued,
    StaffInvited,
    WishedForAgain,
)
from shopkit.http import Api, Call
from shopkit.models import Listing, ListQuery
from shopkit.observability import watched

STAGE = os.environ.get("BARROW_STAGE", "local")
STREAM = os.environ.get(
    "STREAM_ARN", f"arn:aws:dynamodb:local:000000000000:table/barrow-{STAGE}-marketing/stream/local"
)

app = Chalice(app_name=f"barrow-marketing-{STAGE}", configure_logs=False)
api = Api(app, "marketing")


@api.get("/admin/mails", permission="marketing:read")
def list_mails(call: Call, query: ListQuery) -> Listing[MailView]:
    """Every mail that the shop wrote, newest first, without its reader's data."""
    page = mails_table.list_mails(query.limit, cursors.open_("marketing.mails", query.cursor))
    written = [MailView.of(mails_table.from_item(item)) for item in page.items]
    return Listing[MailView].of(written, cursors.seal("marketing.mails", page.next_key))


@app.on_sqs_message(queue=f"barrow-{STAGE}-marketing", batch_size=10, name="consume")
@watched
def consume(event: SQSEvent) -> None:
    """Letters about orders and accounts; and none any more to whoever was erased."""
    handlers = {
        SignInCodeIssued: send_code,
        OrderPlaced: write_about,
        OrderRefunded: write_about,
        SecurityChanged: write_about,
        StaffInvited: write_about,
        DataExported: write_about,
        ErasureConfirmed: write_about,
        AccountLapsing: write_about,
        WishedForAgain: write_about,
        PersonErased: forget,
    }
    consumers.consume(sending.codes_first(event.to_dict()["Records"]), handlers)


def write_about(fact: Fact) -> None:
    sending.write_about(fact, clock.now())


def forget(fact: PersonErased) -> None:
    erasing.forget(fact.subjects, fact.at)


def send_code(fact: SignInCodeIssued) -> None:
    sending.send_code(fact, clock.now())


@app.schedule(Rate(5, unit=Rate.MINUTES), name="finish_mails")
@watched
def finish_mails(_event: CloudWatchEvent) -> None:
    """Send again what was left on its way."""
    sending.finish_mails(clock.now())


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
