"""The key over people's data keys: made with the first deployment, and outliving its stack."""

import pytest
from barrow.deploying import keys, parts, stacks
from barrow.deploying.account import Account
from barrow.deploying.tree import Tree

from tests.deploy import moto_shop
from tests.deploy.conftest import ROOT

STAGE, OTHER = moto_shop.stage("one"), moto_shop.stage("two")


def foundation(account: Account) -> None:
    stacks.apply(account, parts.foundation(Tree(ROOT), STAGE, account, "", ""))


def test_the_first_deployment_makes_it_and_the_next_keeps_it(account: Account) -> None:
    before = keys.standing(account, STAGE)

    foundation(account)
    first = keys.standing(account, STAGE)
    foundation(account)

    assert before is None
    assert first is not None
    assert keys.standing(account, STAGE) == first
    assert keys.standing(account, OTHER) is None


def test_the_key_that_outlived_its_stack_is_used_by_the_next(account: Account) -> None:
    kms = account.client("kms")
    kept = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName=STAGE.key_alias, TargetKeyId=kept)

    foundation(account)

    assert keys.standing(account, STAGE) == kept
    assert [one["KeyId"] for one in kms.list_keys()["Keys"]] == [kept]


def test_a_stage_that_goes_gives_its_key_up_in_thirty_days(account: Account) -> None:
    foundation(account)
    key = keys.standing(account, STAGE)

    given_up = (keys.give_up(account, STAGE), keys.give_up(account, STAGE))

    told = account.client("kms").describe_key(KeyId=key)["KeyMetadata"]
    assert given_up == (True, False)
    assert told["KeyState"] == "PendingDeletion"
    assert keys.standing(account, STAGE) is None


def test_a_run_that_died_before_the_alias_went_is_run_again(account: Account) -> None:
    foundation(account)
    kms = account.client("kms")
    kms.schedule_key_deletion(KeyId=keys.standing(account, STAGE), PendingWindowInDays=30)

    assert keys.give_up(account, STAGE)
    assert keys.standing(account, STAGE) is None


def test_a_key_that_is_about_to_be_deleted_is_not_built_upon(account: Account) -> None:
    foundation(account)
    key = keys.standing(account, STAGE)
    account.client("kms").schedule_key_deletion(KeyId=key, PendingWindowInDays=30)

    with pytest.raises(keys.KeyGoes, match="aws kms cancel-key-deletion"):
        foundation(account)
