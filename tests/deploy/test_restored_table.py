"""A table that was restored under its old name: the next deployment follows its new stream."""

from barrow.deploying.deploy import deploy
from barrow.deploying.stage import Stage
from barrow.deploying.tree import Tree

from tests.deploy import moto_shop
from tests.deploy.moto_server import MotoServer

STAGE = Stage(name="one", sender="shop@example.com")
TABLE = "barrow-one-cart"


def test_a_restored_tables_stream_is_followed_and_its_old_one_is_let_go(
    moto: MotoServer, tree: Tree
) -> None:
    job = moto_shop.job(tree, STAGE, "cart")
    deploy(job)
    dynamodb, functions = job.account.client("dynamodb"), job.account.client("lambda")
    before = dynamodb.describe_table(TableName=TABLE)["Table"]
    dynamodb.delete_table(TableName=TABLE)
    # as docs/running.md does it: a restored table has no stream until it is given one
    keys = {one["AttributeName"] for one in before["KeySchema"]}
    named = [one for one in before["AttributeDefinitions"] if one["AttributeName"] in keys]
    dynamodb.create_table(
        TableName=TABLE,
        KeySchema=before["KeySchema"],
        AttributeDefinitions=named,
        BillingMode="PAY_PER_REQUEST",
    )
    dynamodb.update_table(
        TableName=TABLE,
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    stream = dynamodb.describe_table(TableName=TABLE)["Table"]["LatestStreamArn"]

    deploy(job)

    mappings = functions.list_event_source_mappings()["EventSourceMappings"]
    followed = [one["EventSourceArn"] for one in mappings if "dynamodb" in one["EventSourceArn"]]
    assert stream != before["LatestStreamArn"]
    assert followed == [stream]
    relay = functions.get_function_configuration(FunctionName="barrow-cart-one-relay")
    assert relay["Environment"]["Variables"]["STREAM_ARN"] == stream
