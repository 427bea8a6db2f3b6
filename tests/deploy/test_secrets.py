"""A stage's secrets: made once, never written over by a deployment, and let in by their line."""

from collections.abc import Callable
from typing import Any

import pytest
from barrow.deploying import edge_key, secrets, staff_keys
from barrow.deploying.account import Account
from shopkit import auth, settings
from shopkit.ids import fingerprint

from tests.deploy import moto_shop

STAGE, OTHER = moto_shop.stage("one"), moto_shop.stage("two")


def staff_lines(account: Account) -> list[list[str]]:
    return [
        line.split() for line in (secrets.read(account, STAGE, "STAFF_KEYS") or "").splitlines()
    ]


def dies_after(writes: int) -> Callable[..., None]:
    """`secrets.put` on a line that breaks once so many were written."""
    put, left = secrets.put, [writes]

    def broken(*arguments: Any) -> None:
        if not left[0]:
            raise ConnectionError
        left[0] -= 1
        put(*arguments)

    return broken


def test_what_can_be_made_is_made_once(account: Account) -> None:
    made = secrets.make(account, STAGE)
    before = {name: secrets.read(account, STAGE, name) for name in secrets.NAMES}

    again = secrets.make(account, STAGE)

    after = {name: secrets.read(account, STAGE, name) for name in secrets.NAMES}
    assert (made, again) == (
        ("CURSOR_KEY", "PEOPLE_KEY", "EDGE_KEY", "OPERATOR_KEY", "STAFF_KEYS"),
        (),
    )
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
    assert staff.may("catalog:write")
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

    key = secrets.add_staff_key(account, STAGE, ("catalog:write", "checkout:read"))
    secrets.renew(account, STAGE, "OPERATOR_KEY")

    new = secrets.operator_key(account, STAGE)
    assert new != old
    assert staff_lines(account) == [
        [fingerprint(key), "catalog:write", "checkout:read"],
        [fingerprint(new), "*"],
    ]


def test_a_key_that_others_may_know_is_out_however_often_its_renewal_died(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets.make(account, STAGE)
    known = fingerprint(secrets.operator_key(account, STAGE))
    monkeypatch.setattr(secrets, "put", dies_after(1))
    with pytest.raises(ConnectionError):
        secrets.renew(account, STAGE, "OPERATOR_KEY")
    monkeypatch.undo()

    secrets.renew(account, STAGE, "OPERATOR_KEY")

    new = fingerprint(secrets.operator_key(account, STAGE))
    fingerprints = [line[0] for line in staff_lines(account)]
    assert known not in fingerprints
    assert new in fingerprints


def test_a_deployment_after_a_renewal_that_died_does_not_let_the_known_key_in_again(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets.make(account, STAGE)
    known = fingerprint(secrets.operator_key(account, STAGE))
    monkeypatch.setattr(secrets, "put", dies_after(1))
    with pytest.raises(ConnectionError):
        secrets.renew(account, STAGE, "OPERATOR_KEY")
    monkeypatch.undo()

    secrets.make(account, STAGE)

    new = fingerprint(secrets.operator_key(account, STAGE))
    fingerprints = [line[0] for line in staff_lines(account)]
    assert known not in fingerprints
    assert new in fingerprints


def test_a_staff_key_is_forgotten_by_the_beginning_that_logs_show(account: Account) -> None:
    secrets.make(account, STAGE)
    kept = secrets.add_staff_key(account, STAGE, ("checkout:read",))
    lost = secrets.add_staff_key(account, STAGE, ("catalog:write",))

    gone = staff_keys.forget(account, STAGE, fingerprint(lost)[:12])

    own = secrets.operator_key(account, STAGE)
    assert gone == fingerprint(lost)[:12]
    assert [line[0] for line in staff_lines(account)] == [fingerprint(own), fingerprint(kept)]


@pytest.mark.parametrize("beginning", ["", "0", "no such key"])
def test_what_begins_no_staff_key_takes_none_away(account: Account, beginning: str) -> None:
    secrets.make(account, STAGE)
    before = staff_lines(account)

    with pytest.raises(secrets.SecretError, match=rf"those that there are \({before[0][0][:12]}\)"):
        staff_keys.forget(account, STAGE, beginning)

    assert staff_lines(account) == before


def test_a_beginning_of_several_staff_keys_takes_none_away(account: Account) -> None:
    both = ["0123456 checkout:read", "0123457 catalog:read"]
    secrets.put(account, STAGE, "STAFF_KEYS", "\n".join(both))

    with pytest.raises(secrets.SecretError, match="not the beginning of one staff key"):
        staff_keys.forget(account, STAGE, "012345")

    assert (secrets.read(account, STAGE, "STAFF_KEYS") or "").splitlines() == both


def test_the_key_that_barrow_uses_is_renewed_and_never_forgotten(account: Account) -> None:
    secrets.make(account, STAGE)
    own = fingerprint(secrets.operator_key(account, STAGE))

    with pytest.raises(secrets.SecretError, match="barrow secrets renew OPERATOR_KEY --stage one"):
        staff_keys.forget(account, STAGE, own)

    assert [line[0] for line in staff_lines(account)] == [own]


def test_the_only_staff_key_of_a_stage_that_was_never_deployed_is_forgotten(
    account: Account,
) -> None:
    key = secrets.add_staff_key(account, STAGE, ("*",))

    staff_keys.forget(account, STAGE, fingerprint(key))

    assert "STAFF_KEYS" in secrets.missing(account, STAGE)


def test_a_shop_may_have_more_staff_than_four_kilobytes(account: Account) -> None:
    long = ("catalog:read", "catalog:write", "inventory:read")
    lines = [" ".join((fingerprint(str(one)), *long)) for one in range(60)]
    secrets.put(account, STAGE, "STAFF_KEYS", "\n".join(lines))

    secrets.add_staff_key(account, STAGE, long)

    (kept,) = account.client("ssm").describe_parameters()["Parameters"]
    assert len(staff_lines(account)) == 61
    assert kept["Tier"] == "Intelligent-Tiering"


def test_what_the_edge_shows_is_made_for_a_stage_that_stood_without_it(account: Account) -> None:
    secrets.make(account, STAGE)
    before = {name: secrets.read(account, STAGE, name) for name in secrets.NAMES}
    account.client("ssm").delete_parameter(Name=STAGE.parameter("EDGE_KEY"))

    made = secrets.make(account, STAGE)

    after = {name: secrets.read(account, STAGE, name) for name in secrets.NAMES}
    assert made == ("EDGE_KEY",)
    assert {name for name in after if after[name] != before[name]} == {"EDGE_KEY"}


def test_while_the_edge_shows_the_old_key_the_apps_are_told_of_both(account: Account) -> None:
    none_yet = edge_key.believed(account, STAGE, {})
    secrets.make(account, STAGE)
    old = fingerprint(secrets.read(account, STAGE, "EDGE_KEY") or "")
    first = edge_key.believed(account, STAGE, {})
    standing = edge_key.believed(account, STAGE, {"EdgeFingerprint": old})
    secrets.renew(account, STAGE, "EDGE_KEY")

    new = fingerprint(secrets.read(account, STAGE, "EDGE_KEY") or "")
    meanwhile = edge_key.believed(account, STAGE, {"EdgeFingerprint": old})
    at_last = edge_key.believed(account, STAGE, {"EdgeFingerprint": new})

    assert (none_yet, first, standing) == ((), (old,), (old,))
    assert (meanwhile, at_last) == ((new, old), (new,))


def test_what_addresses_are_known_by_stays_what_it_is(account: Account) -> None:
    secrets.make(account, STAGE)
    before = secrets.read(account, STAGE, "PEOPLE_KEY")

    with pytest.raises(secrets.SecretError, match="PEOPLE_KEY stays what it is"):
        secrets.renew(account, STAGE, "PEOPLE_KEY")

    assert secrets.read(account, STAGE, "PEOPLE_KEY") == before


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
    secrets.renew(account, STAGE, "EDGE_KEY")

    assert len(set(told)) == 3
    assert secrets.digest(account, STAGE) == told[-1]


def test_everything_that_ssm_keeps_of_one_stage_is_forgotten(account: Account) -> None:
    for stage in (STAGE, OTHER):
        secrets.make(account, stage)
    ssm = account.client("ssm")
    ssm.put_parameter(Name=STAGE.marker("cart"), Value="1", Type="String")

    gone = secrets.forget(account, STAGE)

    assert gone == 6
    assert secrets.versions(account, STAGE) == {}
    assert set(secrets.versions(account, OTHER)) == {
        "CURSOR_KEY", "PEOPLE_KEY", "EDGE_KEY", "OPERATOR_KEY", "STAFF_KEYS",
    }  # fmt: skip
