"""The stream of a table that was restored under its old name."""

from typing import Any, cast

from barrow.deploying import streams
from barrow.deploying.account import Account

from tests.unit.operator import aws_fakes
from tests.unit.operator.aws_fakes import Client

OUTPUTS = {
    "SiteBucket": "barrow-one-site",
    "CartStreamArn": "arn:aws:dynamodb:eu-west-2:1:table/barrow-one-cart/stream/2026-03-02",
    "CheckoutStreamArn": "arn:aws:dynamodb:eu-west-2:1:table/barrow-one-checkout/stream/2026-03-02",
}
RESTORED = "arn:aws:dynamodb:eu-west-2:1:table/barrow-one-checkout/stream/2026-04-01"


def account(**latest: str) -> Account:
    """`latest`: the stream that a capability's table has."""

    def describe(TableName: str) -> Any:  # noqa: N803
        stream = latest.get(TableName.rpartition("-")[2])
        return {"Table": {"LatestStreamArn": stream} if stream else {}}

    return cast(Account, aws_fakes.Account({"dynamodb": Client(describe_table=describe)}))


def test_a_restored_tables_new_stream_is_followed() -> None:
    there = account(cart=OUTPUTS["CartStreamArn"], checkout=RESTORED)

    found = streams.current(there, aws_fakes.stage(), OUTPUTS)

    assert found == OUTPUTS | {"CheckoutStreamArn": RESTORED}


def test_a_table_whose_stream_is_off_keeps_the_one_that_it_had() -> None:
    assert streams.current(account(), aws_fakes.stage(), OUTPUTS) == OUTPUTS
