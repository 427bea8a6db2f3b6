"""Staff keys: known by their fingerprint alone, and good for what stands beside it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from shopkit import auth, settings
from shopkit.api_keys import ApiKey
from shopkit.auth import Staff, staff_of
from shopkit.errors import NotAllowed, NotSignedIn
from shopkit.ids import fingerprint

STOCKROOM, OWNER = "bk_stockroom", "bk_owner"


NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def require(authorization: str | None, permission: str) -> Staff:
    return auth.require(authorization, permission, NOW, find=made_by_staff)


def made_by_staff(presented: str, now: datetime) -> ApiKey | None:
    """The keys of table accounts: one, used just now."""
    found = ApiKey("key_1", frozenset({"catalog:read"}), now, fingerprint(presented))
    return found if presented == "bk_of_a_robot" else None


@pytest.fixture(autouse=True)
def staff_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    lines = [
        f"{fingerprint(STOCKROOM)} inventory:read inventory:write",
        "",
        f"{fingerprint(OWNER)} *",
    ]
    monkeypatch.setenv("STAFF_KEYS", "\n".join(lines))
    settings.forget()
    yield
    monkeypatch.undo()
    settings.forget()


def test_a_key_opens_what_stands_beside_it() -> None:
    staff = require(f"Bearer {STOCKROOM}", "inventory:write")

    assert staff.permissions == {"inventory:read", "inventory:write"}
    assert staff.may("inventory:read")
    assert not staff.may("inventory")


def test_a_star_opens_everything() -> None:
    assert require(f"Bearer {OWNER}", "checkout:refund").may("anything:at-all")


@pytest.mark.parametrize("key", [STOCKROOM, "bk_of_a_robot"])
def test_a_key_does_not_open_what_is_anothers(key: str) -> None:
    with pytest.raises(NotAllowed, match="checkout:refund"):
        require(f"Bearer {key}", "checkout:refund")


def test_a_key_that_staff_made_is_called_by_its_id() -> None:
    robot = require("Bearer bk_of_a_robot", "catalog:read")

    assert robot == Staff("key_1", frozenset({"catalog:read"}))
    assert not robot.operator


def test_the_operators_keys_are_told_from_those_that_staff_made() -> None:
    assert require(f"Bearer {OWNER}", "catalog:read").operator


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer ", f"Basic {OWNER}", OWNER, "Bearer bk_", "Bearer bk_unknown",
     "Bearer owner", f"Bearer {OWNER}x", f"Bearer {OWNER[:-1]}", f"Bearer {fingerprint(OWNER)}",
     "Bearer bk_é"],
)  # fmt: skip
def test_nobody_else_is_let_in(header: str | None) -> None:
    with pytest.raises(NotSignedIn):
        staff_of(header)
    with pytest.raises(NotSignedIn):
        require(header, "inventory:read")


@pytest.mark.parametrize("header", [f"bearer {OWNER}", f"BEARER {OWNER}", f"Bearer {OWNER}  "])
def test_the_scheme_is_read_in_any_case(header: str) -> None:
    assert staff_of(header).permissions == {"*"}


def test_what_logs_hold_of_a_key_does_not_open_anything() -> None:
    staff = staff_of(f"Bearer {OWNER}")

    assert staff.key == fingerprint(OWNER)[:12]
    assert OWNER not in repr(staff)
