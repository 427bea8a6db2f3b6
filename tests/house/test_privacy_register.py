"""docs/privacy.md is the record of processing: held against the models both ways."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import BaseModel
from shopkit import retention
from shopkit.events import Fact
from shopkit.personal import NAMES_NOBODY, personal_fields
from shopkit.retention import Periods

from tests.shop import apps

ROOT = Path(__file__).parent.parent.parent
DOC = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
FOUNDATION = (ROOT / "infra" / "foundation.yaml").read_text(encoding="utf-8")

#: Fields of these names hold somebody's data, unless NOBODYS says why they do not.
LOOKS_PERSONAL = {
    "address", "addresses", "agent", "billing_address", "birthday", "city", "contact", "device",
    "email", "first_name", "full_name", "invited_by", "ip", "language", "last_name", "line1",
    "line2", "link", "mail", "name", "network", "nick", "password", "phone", "postcode", "private",
    "reader", "recipient", "region", "shipping_address", "street", "telephone", "to", "town",
    "user_agent", "viewer", "zip",
}  # fmt: skip
NOBODYS = {
    "a product, a category, an option, or what a page says of them": ("catalog.*.name",),
    "a way of delivery": ("checkout.*.*Option*.name",),
    "an order's link: it opens an order, and says of nobody who they are": (
        "checkout.plain_forms.PastedLink.link",
    ),
    "a rule, a part, a file, a page": (
        "checkout.forgetting.Rule.name", "accounts.privacy.*.name",
        "accounts.profile.answers.PartView.name", "accounts.profile.address_rules.Rules.*",
        "shopkit.pages.Crumb.name",
        "shopkit.pages.NavItem.name", "shopkit.pages.Alternate.language",
    ),
    "the shop itself": ("shopkit.pages.Shop.*", "marketing.words.Shop.name"),
    "where a browser is sent": ("shopkit.routes.Redirect.to",),
    "a role, a permission, an API key": (
        "accounts.staff.*.*Role*.name", "accounts.staff.*.PermissionView.name",
        "accounts.staff.*.*Key*.name",
    ),
    "an id, which leads to nobody once the account is erased": (
        "accounts.staff.*.invited_by", "marketing.mails.Mail.reader",
    ),
    "subjects: HMACs of addresses": (
        "shopkit.sessions.Session.addresses", "accounts.accounts_table.Account.address",
    ),
    "how many there are": (
        "accounts.profile.answers.ProfileView.addresses",
        "accounts.profile.profile.Profile.addresses",
    ),
}  # fmt: skip
#: What a fact about a person names them by.
ABOUT_A_PERSON = {"account_id", "account_ids", "private", "subject", "subjects", "staff"}


@cache
def models() -> dict[str, type]:
    """Every model and dataclass of the functions, by module and name."""
    found = {}
    for package in ("shopkit", *apps()):
        room = importlib.import_module(package)
        for info in pkgutil.walk_packages(room.__path__, f"{package}."):
            module = importlib.import_module(info.name)
            for name, kind in inspect.getmembers(module, inspect.isclass):
                if kind.__module__ == info.name and (is_dataclass(kind) or _is_model(kind)):
                    found[f"{info.name}.{name}"] = kind
    return found


def _is_model(kind: type) -> bool:
    return issubclass(kind, BaseModel)


def own(kind: type) -> set[str]:
    return set(inspect.get_annotations(kind))


def marked() -> dict[str, set[str]]:
    of_all = {name: set(personal_fields(kind)) & own(kind) for name, kind in models().items()}
    return {name: fields_ for name, fields_ in of_all.items() if fields_}


def sections() -> dict[str, str]:
    register = DOC.split("\n## The register\n")[1]
    return dict(part.split("\n", 1) for part in register.split("\n### ")[1:])


def rows(text: str) -> Iterator[tuple[str, set[str]]]:
    for line in text.splitlines():
        if match := re.match(r"^\| `([\w.]+)` \| (.+) \|$", line):
            yield match[1], set(re.findall(r"`(\w+)`", match[2]))


def registered() -> dict[str, set[str]]:
    listed = [row for text in sections().values() for row in rows(text)]
    assert len({name for name, _ in listed}) == len(listed), "a model has two rows"
    return dict(listed)


def table(heading: str) -> list[list[str]]:
    text = DOC.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


def test_every_personal_field_has_its_row_and_every_row_its_field() -> None:
    assert registered() == marked()


@pytest.mark.parametrize("section", sorted(sections()))
def test_a_section_says_for_what_by_what_right_how_long_and_where(section: str) -> None:
    text = sections()[section]

    said = {name: re.search(rf"^{name}: \S.*", text, re.M) for name in
            ("Purpose", "Basis", "Kept", "Where")}  # fmt: skip

    assert [name for name, found in said.items() if found is None] == []
    assert re.search(r"^Basis: .*art\. \d", text, re.M)
    assert list(rows(text)) != []


def test_a_field_that_looks_personal_is_marked_or_known_to_be_nobodys() -> None:
    unmarked = {f"{name}.{field}" for name, field in _looking()}
    known = [pattern for patterns in NOBODYS.values() for pattern in patterns]

    assert [one for one in sorted(unmarked) if not _is_one_of(one, known)] == []
    assert [one for one in known if not any(fnmatchcase(field, one) for field in unmarked)] == []


def _looking() -> Iterator[tuple[str, str]]:
    for name, kind in models().items():
        hints = get_type_hints(kind, include_extras=True)
        for field in (own(kind) & LOOKS_PERSONAL) - personal_fields(kind):
            if not _holds_marked(hints[field]):
                yield name, field


def _holds_marked(hint: Any) -> bool:
    """Whether it is a model, or holds one, that has marked fields of its own."""
    if isinstance(hint, type) and (is_dataclass(hint) or _is_model(hint)):
        return bool(personal_fields(hint))
    return any(_holds_marked(part) for part in get_args(hint))


def _is_one_of(name: str, patterns: list[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def test_every_fact_about_a_person_is_named() -> None:
    named = set(re.findall(r"`([A-Z]\w+)`", DOC.split("A fact about a person")[1].split("\n\n")[0]))

    about = {name for name, kind in Fact.types.items() if set(kind.model_fields) & ABOUT_A_PERSON}

    assert named == about


def test_every_period_stands_with_its_days_and_its_reason() -> None:
    told = {row[0].strip("`"): int(row[2]) for row in table("Periods")}

    assert told == {retention.variable(one.name): one.default for one in fields(Periods)}
    assert [row[0] for row in table("Periods") if not row[3] or not row[4]] == []


def test_every_table_bucket_and_queue_is_placed_or_said_to_hold_nothing_of_people() -> None:
    text = DOC.split("\n## Where it stands\n")[1].split("\n## ")[0]
    patterns = {
        r'TableName: !Sub "barrow-\$\{Stage\}-(\w+)"',
        r'BucketName: !Sub "barrow-\$\{Stage\}-(\w+)-',
        r'QueueName: !Sub "barrow-\$\{Stage\}-(\w+)"',
    }

    names = {name for pattern in patterns for name in re.findall(pattern, FOUNDATION)}

    # queues that carry pictures and pages
    without_people = {"pictures"}
    assert sorted(one for one in names - without_people if f"`{one}`" not in text) == []


def test_every_free_text_that_staff_write_says_that_it_is_kept_and_names_nobody() -> None:
    """The audit log keeps it, and no erasure takes a link out of the chain."""
    words = {"reason", "note", "notes", "comment", "remark"}

    texts = {
        f"{route.name} {name}": field.description
        for app in apps().values()
        for route in app.module.api.routes
        if route.permission and route.body
        for name, field in route.body.model_fields.items()
        if name in words and field.annotation is str
    }

    assert len(texts) == 4
    assert set(texts.values()) == {NAMES_NOBODY}
