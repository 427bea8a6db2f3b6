"""A stage's secrets: made once, never written over by a deployment, and let in by their line."""

import pytest
from barrow.deploying import secrets
from barrow.deploying.account import Account
from shopkit import auth, settings
from shopkit.ids import fingerprint

from tests.deploy import moto_shop

STAGE, OTHER = moto_shop.stage("one"), moto_shop.stage("two")


def staff_lines(account: Account) -> list[list[str]]:
    return [
        line.split() for line in (secrets.read(account, STAGE, "STAFF_KEYS") or "").splitlines()
    ]


def test_what_can_be_made_is_made_once(account: Account) -> None:
    made = secrets.make(account, STAGE)
    before = {name: secrets.read(account, STAGE, name) for name in secrets.NAMES}

    again = secrets.make(account, STAGE)

    after = {name: secrets.read(account, STAGE, name) for name in secrets.NAMES}
    assert (made, again) == (("CURSOR_KEY", "OPERATOR_KEY", "STAFF_KEYS"), ())
    assert after == before
    assert secrets.missing(account, STAGE) == ("STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET")


def test_the_shop_lets_the_operator_key_in(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets.make(account, STAGE)
    key = secrets.operator_key(account, STAGE)
    monkeypatch.setenv("STAFF_KEYS", secrets.read(account, STAGE, "STAFF_KEYS") or "")
    settings.forget()

    staff = auth.staff_of(f"Bearer {key}")

    settings.forget()
    assert staff.may("catalog:edit")
    assert secrets.fingerprint(key) == fingerprint(key)


def test_a_run_that_died_between_the_key_and_its_line_is_carried_on(account: Account) -> None:
    secrets.make(account, STAGE)
    key = secrets.operator_key(account, STAGE)
    account.client("ssm").delete_parameter(Name=STAGE.parameter("STAFF_KEYS"))

    made = secrets.make(account, STAGE)

    assert made == ("STAFF_KEYS",)
    assert secrets.operator_key(account, STAGE) == key
    assert staff_lines(account) == [[fingerprint(key), "*"]]


def test_staff_keys_come_and_the_operators_is_renewed_beside_them(account: Account) -> None:
    secrets.make(account, STAGE)
    old = secrets.operator_key(account, STAGE)

    key = secrets.add_staff_key(account, STAGE, ("catalog:edit", "checkout:read"))
    secrets.renew(account, STAGE, "OPERATOR_KEY")

    new = secrets.operator_key(account, STAGE)
    assert new != old
    assert staff_lines(account) == [
        [fingerprint(key), "catalog:edit", "checkout:read"],
        [fingerprint(new), "*"],
    ]


def test_what_comes_from_stripe_is_not_barrows_to_make(account: Account) -> None:
    with pytest.raises(secrets.SecretError, match="barrow secrets set STRIPE_SECRET_KEY"):
        secrets.renew(account, STAGE, "STRIPE_SECRET_KEY")

    assert "STRIPE_SECRET_KEY" in secrets.missing(account, STAGE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STRIPE_SECRET_KEY", "pk_test_1"),
        ("STRIPE_SECRET_KEY", "sk_test_1 sk_test_2"),
        ("STRIPE_WEBHOOK_SECRET", "sk_test_1"),
        ("STRIPE_SECRET_KEY", ""),
    ],
)
def test_what_stripe_cannot_have_given_is_refused(name: str, value: str) -> None:
    with pytest.raises(secrets.SecretError, match="begins with"):
        secrets.check(name, value)


def test_functions_are_told_of_what_they_read_and_of_nothing_else(account: Account) -> None:
    secrets.make(account, STAGE)
    told = [secrets.digest(account, STAGE)]
    secrets.put(account, STAGE, "STRIPE_SECRET_KEY", "sk_test_1")
    told.append(secrets.digest(account, STAGE))
    secrets.put(account, STAGE, "STRIPE_SECRET_KEY", "sk_test_2")
    told.append(secrets.digest(account, STAGE))

    secrets.put(account, STAGE, "OPERATOR_KEY", "bk_other")

    assert len(set(told)) == 3
    assert secrets.digest(account, STAGE) == told[-1]


def test_everything_that_ssm_keeps_of_one_stage_is_forgotten(account: Account) -> None:
    for stage in (STAGE, OTHER):
        secrets.make(account, stage)
    ssm = account.client("ssm")
    ssm.put_parameter(Name=STAGE.marker("cart"), Value="1", Type="String")

    gone = secrets.forget(account, STAGE)

    assert gone == 4
    assert secrets.versions(account, STAGE) == {}
    assert set(secrets.versions(account, OTHER)) == {"CURSOR_KEY", "OPERATOR_KEY", "STAFF_KEYS"}
