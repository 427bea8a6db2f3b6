"""Errors: each that anything in the shop raises has a status, a stable code and a title."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from shopkit import errors
from shopkit.errors import Conflict, FieldError, Invalid, NotSignedIn, ShopError, TooManyRequests
from shopkit.problems import STATUS, problem

from tests.shop import apps


def below(kind: type[ShopError]) -> Iterator[type[ShopError]]:
    for inner in kind.__subclasses__():
        yield inner
        yield from below(inner)


def made(kind: type[ShopError]) -> ShopError:
    """An error as a room raises it: one that names SKUs names some."""
    named = {"skus": ["TEA-1"]} if "skus" in getattr(kind, "__dataclass_fields__", {}) else {}
    return kind("because", **named)


#: Loading the apps loads every room, and with it every error that a room declares.
apps()
KINDS = sorted(set(below(ShopError)), key=lambda kind: (kind.__module__, kind.__name__))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_each_error_becomes_a_problem_document(kind: type[ShopError]) -> None:
    answer = problem(made(kind))

    assert answer.status_code in {*STATUS.values()}
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert f'"code": "{kind.code}"' in answer.body
    assert '"detail": "because"' in answer.body


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_each_error_has_a_code_and_a_title_of_its_own(kind: type[ShopError]) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", kind.code)
    assert "code" in vars(kind), "an inherited code tells the client the wrong thing"
    assert kind.title
    assert kind().args[0] == kind.title


def test_rooms_declare_errors_of_their_own() -> None:
    modules = {kind.__module__.split(".")[0] for kind in KINDS}

    assert {"shopkit", "cart", "checkout", "inventory"} <= modules


def test_every_branch_of_the_tree_has_a_status() -> None:
    assert set(ShopError.__subclasses__()) == set(STATUS)
    assert STATUS[errors.Conflict] == 409


def test_one_code_means_one_status() -> None:
    statuses: dict[str, set[int]] = {}
    for kind in KINDS:
        statuses.setdefault(kind.code, set()).add(problem(made(kind)).status_code)

    assert {code: found for code, found in statuses.items() if len(found) > 1} == {}


def test_the_tree_in_the_docstring_names_every_error_of_the_kit() -> None:
    own = [kind for kind in KINDS if kind.__module__ == errors.__name__]

    drawn = errors.__doc__ or ""

    assert [kind.__name__ for kind in own if kind.__name__ not in drawn] == []


def test_some_statuses_come_with_a_header() -> None:
    refused = problem(TooManyRequests(retry_after=30))

    assert refused.headers["Retry-After"] == "30"
    assert json.loads(refused.body)["retry_after"] == 30
    assert problem(NotSignedIn()).headers["WWW-Authenticate"] == "Bearer"


def test_every_wrong_field_is_told() -> None:
    found = [FieldError("/email", "invalid", "no"), FieldError("?limit", "too_big", "no")]

    assert Invalid("two", found).extra == {"errors": [vars(one) for one in found]}


def test_each_conflict_is_told_in_the_contract() -> None:
    contract = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
    # other tests have a shop of their own, with conflicts of its own
    kinds = [kind for kind in below(Conflict) if not kind.__module__.startswith("tests.")]

    assert sorted({kind.code for kind in kinds if f"`{kind.code}`" not in contract}) == []
