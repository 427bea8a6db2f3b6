"""The deployed roles let each function do what its policy says, and nothing else."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from tests.deploy.on_ministack.deployed_shop import DeployedShop


def test_a_call_that_no_statement_allows_is_refused(shop: DeployedShop, sku: str) -> None:
    path = f"/inventory/admin/stock/{sku}"

    before = shop.get(path, staff=True)
    with no_policy(shop, shop.stage.function("inventory", "api_handler")):
        without = shop.get(path, staff=True)
    after = shop.get(path, staff=True)

    assert (before.status, without.status, after.status) == (200, 500, 200)
    refusals = shop.logged("inventory", "", "not authorized to perform: dynamodb:")
    assert len(refusals) == 1


@contextmanager
def no_policy(shop: DeployedShop, role: str) -> Iterator[None]:
    """Take the role's policy from it for a while."""
    iam = shop.account.client("iam")
    [name] = iam.list_role_policies(RoleName=role)["PolicyNames"]
    document = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
    iam.delete_role_policy(RoleName=role, PolicyName=name)
    try:
        yield
    finally:
        iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=json.dumps(document))
