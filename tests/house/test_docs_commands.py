"""The commands in the documentation are commands that there are, with options that they have."""

import json
import re
import shlex
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, cast

import pytest
import typer
from barrow.cli import app
from barrow.deploying.account import Account
from barrow.operating.permissions import NEEDED, resource
from shopkit.permissions import unknown
from typer.exceptions import TyperException

from tests.unit.operator import aws_fakes

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BARROW = re.compile(r"(?:\.venv/bin/)?barrow (?=[a-z-])")
INLINE = re.compile(r"`((?:\.venv/bin/)?barrow [a-z-][^`]*)`")


def blocks(text: str) -> Iterator[str]:
    """Whole commands of code blocks, fenced or indented, their continued lines joined."""
    joined = re.sub(r" *\\\n\s*", " ", text)
    for line in joined.splitlines():
        if line.startswith("    ") and BARROW.match(line.strip()):
            yield line.strip()


def mentions(text: str) -> Iterator[str]:
    """Commands in the midst of a sentence; they may leave out what the sentence tells."""
    yield from INLINE.findall(re.sub(r"\n\s*", " ", text))


class WouldNotRun(Exception):
    """The command refuses the line."""


def parsed(line: str, *, whole: bool = True) -> None:
    """Raises WouldNotRun; without `whole`, what is required may be missing."""
    words = shlex.split(BARROW.sub("", line, count=1), comments=True)
    command: Any = typer.main.get_command(app)
    while hasattr(command, "commands"):
        if not whole and not words:
            return
        name, *words = words
        if name == "--help":
            return
        if name not in command.commands:
            raise WouldNotRun(f"there is no command {name}")
        command = command.commands[name]
    try:
        command.make_context(command.name, words)
    except TyperException as refused:
        if whole or type(refused).__name__ != "MissingParameter":
            raise WouldNotRun(f"{line}: {refused}") from refused


WHOLE = [(page.name, line) for page in PAGES for line in blocks(page.read_text(encoding="utf-8"))]
NAMED = [(page.name, line) for page in PAGES for line in mentions(page.read_text(encoding="utf-8"))]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the pages call `assam.jpg` is there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "assam.jpg").write_bytes(b"")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(("page", "line"), WHOLE)
def test_a_command_of_a_code_block_would_run(page: str, line: str) -> None:
    parsed(line)


@pytest.mark.parametrize(("page", "line"), NAMED)
def test_a_command_that_is_mentioned_exists(page: str, line: str) -> None:
    parsed(line, whole=False)


def test_there_are_commands_to_look_at() -> None:
    assert {page for page, _ in WHOLE} >= {"README.md", "deploying.md", "running.md", "cost.md"}
    assert len(NAMED) > 10


@pytest.mark.parametrize(
    "line",
    [
        "barrow deploi --stage one",
        "barrow deploy --stages one",
        "barrow deploy",
        "barrow status --stage",
        "barrow secrets sett A --stage one",
    ],
)
def test_a_command_that_does_not_exist_is_seen(line: str) -> None:
    with pytest.raises(WouldNotRun):
        parsed(line)


def test_a_permission_that_is_named_is_one_that_there_is() -> None:
    pages = " ".join(page.read_text(encoding="utf-8") for page in PAGES)
    command: Any = typer.main.get_command(app)
    options = command.commands["secrets"].commands["staff-key"].params
    (told,) = [one.help for one in options if one.name == "may"]
    named = {*re.findall(r"--may (\S+)", pages), *re.findall(r"\w+:\w+", told)}

    assert len(named) > 3
    assert unknown(named) == []


# ── what stands between the commands ─────────────────────────────────────────────────────────
def anchors(page: Path) -> set[str]:
    """As a reader's browser finds the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    broken = []
    for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        name, _, anchor = link.partition("#")
        target = (page.parent / name) if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)

    assert broken == []


def test_each_alarm_has_its_section() -> None:
    template = (ROOT / "infra" / "alarms.yaml").read_text(encoding="utf-8")
    wanted = set(re.findall(r"docs/running\.md#([a-z-]+)", template))

    assert wanted
    assert wanted - anchors(ROOT / "docs" / "running.md") == set()


# ── the policy for whoever deploys ───────────────────────────────────────────────────────────
def policy() -> list[dict[str, Any]]:
    text = (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8")
    document = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert document
    found: list[dict[str, Any]] = json.loads(document[1])["Statement"]
    return found


def allowed(action: str, arn: str) -> bool:
    for statement in policy():
        resources = statement["Resource"]
        named = [resources] if isinstance(resources, str) else resources
        if any(fnmatchcase(action, one) for one in statement["Action"]) and any(
            fnmatchcase(arn, one) for one in named
        ):
            return True
    return False


ACCOUNT = cast(Account, aws_fakes.Account({}))


@pytest.mark.parametrize(
    ("service", "action"), [(name, one) for name, actions in NEEDED.items() for one in actions]
)
def test_the_policy_allows_what_the_doctor_looks_for(service: str, action: str) -> None:
    assert allowed(f"{service}:{action}", resource(service, ACCOUNT, aws_fakes.stage()))


@pytest.mark.parametrize(
    ("action", "arn"),
    [
        ("dynamodb:DeleteTable", "arn:aws:dynamodb:eu-west-2:123456789012:table/customers"),
        ("lambda:UpdateFunctionCode", "arn:aws:lambda:eu-west-2:123456789012:function:payroll"),
        ("iam:PassRole", "arn:aws:iam::123456789012:role/admin"),
        ("iam:CreateUser", "arn:aws:iam::123456789012:user/ada"),
        ("s3:GetObject", "arn:aws:s3:::invoices/1.pdf"),
    ],
)
def test_the_policy_reaches_nothing_of_somebody_elses(action: str, arn: str) -> None:
    assert not allowed(action, arn)


def test_whoever_deploys_reads_nothing_that_is_encrypted_for_others() -> None:
    # SSM's own key lets in whoever may read the parameter (SSM guide, "SecureString parameters")
    assert not allowed("kms:Decrypt", "arn:aws:kms:eu-west-2:123456789012:key/another")


def test_a_role_of_the_shop_can_be_handed_to_functions_alone() -> None:
    passing = [
        one for one in policy() if any(fnmatchcase("iam:PassRole", a) for a in one["Action"])
    ]

    assert [one["Condition"] for one in passing] == [
        {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}
    ]
