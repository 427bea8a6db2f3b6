"""What the shop's people do at the same moment: an owner stays, a link is good once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from accounts.staff import invitations, invitations_table, members, members_table, role_edits
from accounts.staff.roles import LastOwner, Role
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.moto_engine import MotoEngine
from shopkit import sessions
from shopkit.auth import Staff
from shopkit.errors import Conflict, NotFound, ShopError, Stale

from tests.shop import Shop, open_shop
from tests.signed_in import make_member, sign_in

OPERATOR = Staff("operator", frozenset({"*"}), operator=True)


@pytest.fixture(params=[MotoEngine, MiniStackEngine], ids=["moto", "ministack"])
def raced(request: pytest.FixtureRequest) -> Iterator[Shop]:
    with open_shop(request.param()) as shop:
        yield shop


def at_once(*actions: Callable[[], Any]) -> list[Any]:
    """What each of them answers, or the error that it raises."""

    def settled(action: Callable[[], Any]) -> Any:
        try:
            return action()
        except ShopError as error:
            return error

    with ThreadPoolExecutor(len(actions)) as pool:
        return [one.result() for one in [pool.submit(settled, action) for action in actions]]


def test_of_owners_who_demote_each_other_one_stays(raced: Shop) -> None:
    owners = [make_member(raced, f"o{n}@example.com", "owner").account_id for n in range(4)]

    def demote(account_id: str) -> Callable[[], Any]:
        return lambda: members.change_roles(OPERATOR, account_id, ["analyst"], None, raced.now)

    answers = at_once(*map(demote, owners))

    left = [one for one in owners if "owner" in members.current(one).roles]
    assert len(left) == 1
    assert sum(isinstance(one, LastOwner) for one in answers) == 1
    assert members_table.owners() == 1


def test_an_owner_who_leaves_and_one_who_is_demoted_meet_at_the_last_one(raced: Shop) -> None:
    first, second = (make_member(raced, f"o{n}@example.com", "owner").account_id for n in range(2))

    answers = at_once(
        lambda: members.leave(first, raced.now),
        lambda: members.change_roles(OPERATOR, second, ["analyst"], None, raced.now),
    )

    assert sum(isinstance(one, LastOwner) for one in answers) == 1
    assert members_table.owners() == 1


def test_a_link_that_is_followed_eight_times_at_once_is_followed_once(raced: Shop) -> None:
    nora = sign_in(raced, "nora@example.com")
    session = sessions.read(nora.token, raced.now)
    assert session is not None
    token = link_to(raced, "nora@example.com")

    answers = at_once(*[lambda: invitations.accept(token, session, raced.now)] * 8)

    joined = [one for one in answers if isinstance(one, members.Member)]
    assert len(joined) == 1
    assert all(isinstance(one, Conflict | NotFound) for one in answers if one not in joined)
    assert members_table.owners() == 1


def link_to(shop: Shop, email: str) -> str:
    invitations.invite(OPERATOR, email, ["owner"], shop.now)
    shop.settle()
    (mail,) = [one for one in shop.mailbox.all() if "/account/invitation/#" in one.text]
    return mail.text.partition("/account/invitation/#")[2].split()[0]


def test_a_role_that_is_given_while_it_is_removed_is_one_or_the_other(raced: Shop) -> None:
    for n in range(6):
        name = f"role-{n}"
        role = Role(name, "Shelves", "", frozenset({"inventory:read"}))
        role_edits.create(OPERATOR, role, raced.now)
        sam = make_member(raced, f"sam{n}@example.com", "analyst").account_id

        def give(account_id: str = sam, name: str = name) -> Any:
            return members.change_roles(OPERATOR, account_id, [name], None, raced.now)

        def remove(name: str = name) -> Any:
            return role_edits.remove(OPERATOR, name, None)

        at_once(give, remove)

        held = name in members.current(sam).roles
        there = any(one.name == name for one in role_edits.list_roles())
        assert held is there


def test_a_member_is_edited_once_from_one_version(raced: Shop) -> None:
    sam = make_member(raced, "sam@example.com", "analyst").account_id

    def change(role: str) -> Callable[[], Any]:
        return lambda: members.change_roles(OPERATOR, sam, [role], 1, raced.now)

    answers = at_once(*map(change, ("stockroom", "support", "marketer", "manager")))

    assert sum(isinstance(one, Stale) for one in answers) == 3
    assert members.current(sam).version == 2
    assert invitations_table.list_invitations(5, None) == ([], None)
