"""Accounts' door: sign-in, profiles, staff, privacy. Its routes stand in accounts/doors."""

import os

os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "accounts")

from accounts.doors import (
    back_office,
    plain_pages,
    privacy,
    profile,
    security,
    signing_in,
    staff,
)
from accounts.privacy import erasing, exporting, keeping, unused_addresses
from accounts.profile import letters_wanted
from accounts.staff import endings
from accounts.staff.audit import entering
from chalice import Chalice, Rate
from chalice.app import CloudWatchEvent, DynamoDBEvent, SQSEvent
from shopkit import clock, consumers, outbox
from shopkit.events import (
    AccountOpened,
    EmailChanged,
    ExportAsked,
    MarketingAgreed,
    OrdersLetGo,
    StaffActed,
    StaffRightsChanged,
)
from shopkit.http import Api
from shopkit.observability import watched

STAGE = os.environ.get("BARROW_STAGE", "local")
STREAM = os.environ.get(
    "STREAM_ARN", f"arn:aws:dynamodb:local:000000000000:table/barrow-{STAGE}-accounts/stream/local"
)

app = Chalice(app_name=f"barrow-accounts-{STAGE}", configure_logs=False)
api = Api(app, "accounts")

back_office.register(api)
plain_pages.register(api)
privacy.register(api)
profile.register(api)
security.register(api)
signing_in.register(api)
staff.register(api)


@app.on_sqs_message(queue=f"barrow-{STAGE}-accounts", batch_size=10, name="consume")
@watched
def consume(event: SQSEvent) -> None:
    """What other capabilities tell of people, and what accounts itself goes on with."""
    handlers: consumers.Handlers = {
        AccountOpened: join_consents,
        EmailChanged: join_consents,
        ExportAsked: make_export,
        MarketingAgreed: keep_consent,
        OrdersLetGo: go_on_erasing,
        StaffRightsChanged: endings.heard,
    }
    together: consumers.TogetherHandlers = {StaffActed: entering.enter}
    consumers.consume(event.to_dict()["Records"], handlers, together)


def make_export(fact: ExportAsked) -> None:
    exporting.make_asked(fact, clock.now())


def keep_consent(fact: MarketingAgreed) -> None:
    letters_wanted.agree(fact, clock.now())


def join_consents(fact: AccountOpened | EmailChanged) -> None:
    letters_wanted.join(fact.account_id, clock.now())


def go_on_erasing(fact: OrdersLetGo) -> None:
    erasing.orders_let_go(fact, clock.now())


@app.schedule(Rate(5, unit=Rate.MINUTES), name="keep_privacy")
@watched
def keep_privacy(event: CloudWatchEvent) -> None:
    """Finish copies and erasures that were asked for, and end accounts, and keys of addresses, that
    nobody uses.
    """
    remaining = event.context.get_remaining_time_in_millis
    keeping.keep(clock.now(), still_time=lambda: remaining() > 10_000)
    unused_addresses.end(clock.now(), still_time=lambda: remaining() > 10_000)


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
