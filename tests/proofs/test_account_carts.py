"""No unit is lost or doubled as guests' carts become an account's, whoever dies or races.

Each scenario is run once undisturbed, which counts its calls to AWS; then it dies at each one that
writes, right before it and right after it has taken effect, and is done again, as the browser does
when no answer came. (Who dies at a read leaves what stood before it.)
"""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.moto_engine import MotoEngine
from cart import account_carts, editing, forgetting, wishlists, wishlists_table
from cart.lines import Wish
from shopkit import carts, ids, offers, people, table
from shopkit.carts import Cart, Opener
from shopkit.errors import NotFound
from shopkit.events import PersonErased

from tests.books import items
from tests.factories import fill_cart, make_offer, sell, start_checkout
from tests.shop import Shop, open_shop
from tests.wire import AFTER, BEFORE, Died, Wire, watched

ENGINES = ["ministack", "moto"]
#: More lines than one step moves.
LONG = tuple((f"S{n}", 1 + n % 3) for n in range(account_carts.CHUNK + 3))


def shop_on(engine: str) -> Any:
    return open_shop(MotoEngine() if engine == "moto" else MiniStackEngine())


def account_in(shop: Shop) -> str:
    """The id of an account; of its things only the key matters here."""
    account_id = ids.new_id("acc", shop.now)
    people.key_for(account_id, shop.now)
    return account_id


def stocked(shop: Shop) -> None:
    sell(shop, make_offer("TEA-1"), make_offer("POT-1"), units=1_000)
    for sku, _ in LONG:
        table.write(table.put("barrow-local-catalog", offers.to_item(make_offer(sku))))
        shard = {"available": 1_000, "held": 0, "shards": 1, "low_at": 0}
        key = {"pk": f"STOCK#{sku}", "sk": "SHARD#00"}
        table.write(table.put("barrow-local-inventory", key | shard))


def guests_cart(shop: Shop, *lines: tuple[str, int]) -> tuple[str, str]:
    return fill_cart(shop, *lines)


def own_cart(shop: Shop, account_id: str, *lines: tuple[str, int]) -> Cart:
    wishes = [Wish(sku, units) for sku, units in lines]
    return account_carts.open_cart(account_id, "GBP", wishes, shop.now)


def units_of(shop: Shop, account_id: str, guests: Iterable[tuple[str, str]]) -> Counter[str]:
    """All units that the account can reach, or that stand in guests' carts still."""
    pointer = account_carts.current(account_id, shop.now).pointer
    openers = [(cart_id, Opener(account_id=account_id)) for cart_id in pointer.cart_ids]
    openers += [(cart_id, Opener(token)) for cart_id, token in guests]
    found: Counter[str] = Counter()
    for cart_id, opener in dict.fromkeys(openers):
        with suppress(NotFound):
            for line in carts.read(cart_id, opener, shop.now).lines:
                found[line.sku] += line.quantity
    return found


@dataclass(frozen=True)
class Scenario:
    """`prepare` answers the guest's cart; `act` is what dies, and is done again."""

    prepare: Callable[[Shop, str], tuple[str, str]]
    act: Callable[[Shop, str, tuple[str, str]], None]
    units: Counter[str]
    deaths: int = 2


def _merge(shop: Shop, account_id: str, guest: tuple[str, str]) -> None:
    account_carts.merge(account_id, *guest, shop.now)


def _first(shop: Shop, account_id: str) -> tuple[str, str]:
    return guests_cart(shop, ("TEA-1", 2))


def _both(shop: Shop, account_id: str) -> tuple[str, str]:
    own_cart(shop, account_id, ("TEA-1", 3), ("POT-1", 1))
    return guests_cart(shop, ("TEA-1", 2))


def _long(shop: Shop, account_id: str) -> tuple[str, str]:
    own_cart(shop, account_id, ("TEA-1", 3), ("S7", 1))
    return guests_cart(shop, *LONG)


def _paid_for(shop: Shop, account_id: str) -> tuple[str, str]:
    own_cart(shop, account_id, ("TEA-1", 3))
    guest = guests_cart(shop, ("POT-1", 2))
    assert start_checkout(shop, *guest).status == 201
    return guest


def _wished(shop: Shop, account_id: str) -> tuple[str, str]:
    own_cart(shop, account_id, ("POT-1", 1))
    wishlists.wish_somewhere(account_id, "TEA-1", any_choice=False, now=shop.now)
    return "", ""


def _move_wish(shop: Shop, account_id: str, _: tuple[str, str]) -> None:
    (wishlist,), _next = wishlists_table.list_wishlists(account_id, 2, None)
    for wish in wishlists.list_wishes(wishlist, 5, None)[0]:
        wishlists.move_to_cart(account_id, wishlist.id, wish.id, None, 2, shop.now)


SCENARIOS = {
    "the first cart": Scenario(_first, _merge, Counter({"TEA-1": 2})),
    "two carts": Scenario(_both, _merge, Counter({"TEA-1": 5, "POT-1": 1})),
    "a long cart": Scenario(_long, _merge, Counter(dict(LONG)) + Counter({"TEA-1": 3, "S7": 1}), 4),
    "a cart that is being paid for": Scenario(_paid_for, _merge, Counter({"TEA-1": 3, "POT-1": 2})),
    "a wish into the cart": Scenario(_wished, _move_wish, Counter({"POT-1": 1, "TEA-1": 2})),
}


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("engine", ENGINES)
def test_a_death_at_any_call_loses_and_doubles_no_unit(engine: str, name: str) -> None:
    scenario = SCENARIOS[name]
    with shop_on(engine) as shop:
        stocked(shop)
        whole = Wire()
        _run(shop, scenario, whole)
        deaths = [(at, when) for at in whole.writes for when in (BEFORE, AFTER)]

        wrong = [
            (at, when, whole.calls[at - 1])
            for at, when in deaths
            if not _run(shop, scenario, Wire(at, when))
        ]

        assert len(deaths) >= scenario.deaths
        assert wrong == []


def _run(shop: Shop, scenario: Scenario, wire: Wire) -> bool:
    """Whether the account has exactly its units after what died was done again, twice."""
    account_id = account_in(shop)
    guest = scenario.prepare(shop, account_id)
    with watched(shop, wire), suppress(Died):
        scenario.act(shop, account_id, guest)
    between = units_of(shop, account_id, [guest])
    for _ in range(2):
        scenario.act(shop, account_id, guest)
    after = units_of(shop, account_id, [guest])
    return after == scenario.units and not between - scenario.units


@pytest.mark.parametrize("engine", ENGINES)
def test_of_windows_that_sign_in_at_once_each_brings_the_cart_once(engine: str) -> None:
    with shop_on(engine) as shop:
        stocked(shop)
        account_id = account_in(shop)
        own_cart(shop, account_id, ("TEA-1", 3), ("POT-1", 1))
        guest = guests_cart(shop, *LONG, ("TEA-1", 2))

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda _: _merge(shop, account_id, guest), range(8)))

        expected = Counter(dict(LONG)) + Counter({"TEA-1": 5, "POT-1": 1})
        assert units_of(shop, account_id, [guest]) == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_devices_that_sign_in_at_once_make_one_cart_of_all_theirs(engine: str) -> None:
    with shop_on(engine) as shop:
        stocked(shop)
        account_id = account_in(shop)
        guests = [guests_cart(shop, ("TEA-1", n + 1), (f"S{n}", 1)) for n in range(8)]

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda guest: _merge(shop, account_id, guest), guests))

        cart = account_carts.current(account_id, shop.now).cart
        assert cart is not None
        held = {line.sku: line.quantity for line in cart.lines}
        assert held == {"TEA-1": sum(range(1, 9))} | {f"S{n}": 1 for n in range(8)}


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_added_while_carts_join_stands_in_one_of_them(engine: str) -> None:
    with shop_on(engine) as shop:
        stocked(shop)
        account_id = account_in(shop)
        own_cart(shop, account_id, ("POT-1", 1))
        guest = guests_cart(shop, *LONG)

        def add(_: int) -> int:
            try:
                editing.add_lines(*guest, [Wish("TEA-1", 1)], shop.now)
            except NotFound:
                own_cart(shop, account_id, ("TEA-1", 1))
            return 1

        with ThreadPoolExecutor(8) as pool:
            adding = pool.map(add, range(12))
            merging = [pool.submit(_merge, shop, account_id, guest) for _ in range(2)]
            added = sum(adding)
            for merged in merging:
                merged.result()
        _merge(shop, account_id, guest)

        expected = Counter(dict(LONG)) + Counter({"POT-1": 1, "TEA-1": added})
        assert units_of(shop, account_id, [guest]) == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_windows_that_open_a_first_cart_at_once_open_one(engine: str) -> None:
    with shop_on(engine) as shop:
        stocked(shop)
        account_id = account_in(shop)

        with ThreadPoolExecutor(8) as pool:
            opened = list(pool.map(lambda _: own_cart(shop, account_id, ("TEA-1", 1)), range(8)))

        assert len({cart.id for cart in opened}) == 1
        assert units_of(shop, account_id, []) == Counter({"TEA-1": 8})


@pytest.mark.parametrize("engine", ENGINES)
def test_whoever_was_erased_has_nothing_left_here_wherever_the_erasing_died(engine: str) -> None:
    def furnished(shop: Shop) -> PersonErased:
        account_id = account_in(shop)
        own_cart(shop, account_id, ("TEA-1", 1))
        account_carts.merge(
            account_id, *guests_cart(shop, ("POT-1", 1)), shop.now, at_checkout=True
        )
        wishlist, _ = wishlists.wish_somewhere(account_id, "TEA-1", any_choice=True, now=shop.now)
        wishlists.share(account_id, wishlist.id)
        return PersonErased.of(
            shop.now, erasure_id="ers_1", account_id=account_id, subjects=[account_id]
        )

    with shop_on(engine) as shop:
        stocked(shop)
        whole = Wire()
        fact = furnished(shop)
        with watched(shop, whole):
            forgetting.forget(fact)
        for at in whole.writes:
            for when in (BEFORE, AFTER):
                fact = furnished(shop)
                with watched(shop, Wire(at, when)), suppress(Died):
                    forgetting.forget(fact)
                forgetting.forget(fact)
        shop.settle()

        left = [
            item
            for item in items("cart")
            if not str(item["pk"]).startswith(("APPLIED#", "IDEMPOTENCY#"))
        ]
        assert len(whole.calls) > 4
        assert [item["pk"] for item in left] == []
