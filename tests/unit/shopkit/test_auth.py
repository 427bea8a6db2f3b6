"""Staff keys: known by their fingerprint alone, and good for what stands beside it."""

from collections.abc import Iterator

import pytest
from shopkit import settings
from shopkit.auth import require, staff_of
from shopkit.errors import NotAllowed, NotSignedIn
from shopkit.ids import fingerprint

STOCKROOM, OWNER = "bk_stockroom", "bk_owner"


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


def test_a_key_does_not_open_what_is_anothers() -> None:
    with pytest.raises(NotAllowed, match="checkout:refund"):
        require(f"Bearer {STOCKROOM}", "checkout:refund")


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer ", f"Basic {OWNER}", OWNER, "Bearer bk_", "Bearer bk_unknown",
     "Bearer owner", f"Bearer {OWNER}x", f"Bearer {OWNER[:-1]}", f"Bearer {fingerprint(OWNER)}",
     "Bearer bk_é"],
)  # fmt: skip
def test_nobody_else_is_let_in(header: str | None) -> None:
    with pytest.raises(NotSignedIn):
        staff_of(header)


@pytest.mark.parametrize("header", [f"bearer {OWNER}", f"BEARER {OWNER}", f"Bearer {OWNER}  "])
def test_the_scheme_is_read_in_any_case(header: str) -> None:
    assert staff_of(header).permissions == {"*"}


def test_what_logs_hold_of_a_key_does_not_open_anything() -> None:
    staff = staff_of(f"Bearer {OWNER}")

    assert staff.key == fingerprint(OWNER)[:12]
    assert OWNER not in repr(staff)
