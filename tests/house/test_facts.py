"""Facts, rules and consumers tell the same story, and docs/events.md tells it to people."""

import ast
import re
from pathlib import Path

import pytest
from barrow.facts_doc import DOC, ROOT, current, facts, rules

from tests.shop import apps

FUNCTIONS = ROOT / "functions"
RULES = rules(ROOT / "infra" / "foundation.yaml")
FACTS = {kind.__name__: kind for kind in facts(FUNCTIONS)}


def consumed(door: Path) -> dict[str, set[str]]:
    """The facts that the app's consumers handle, by queue: keys of `handlers`, or a set's facts."""
    found = {}
    for node in ast.walk(ast.parse(door.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.FunctionDef):
            continue
        triggers = [ast.unparse(one) for one in node.decorator_list]
        queue = next((one for one in triggers if "on_sqs_message" in one), None)
        if queue:
            short = re.search(r"-([a-z]+)['\"]", queue)
            assert short, queue
            found[short[1]] = _named(node)
    # a queue that S3 fills carries no facts
    return {queue: named for queue, named in found.items() if named}


def _named(function: ast.FunctionDef) -> set[str]:
    inside = list(ast.walk(function))
    keys = [key for table in inside if isinstance(table, ast.Dict) for key in table.keys]
    kinds = [one for table in inside if isinstance(table, ast.Set) for one in table.elts]
    return {one.id for one in (*keys, *kinds) if isinstance(one, ast.Name)}


CONSUMED = {
    queue: facts
    for name in apps()
    for queue, facts in consumed(FUNCTIONS / name / "app.py").items()
}


@pytest.mark.parametrize("queue", sorted(CONSUMED))
def test_a_rule_carries_to_a_queue_exactly_what_its_consumer_handles(queue: str) -> None:
    handled = CONSUMED[queue]

    pattern = RULES[queue]

    assert set(pattern["detail-type"]) == handled
    assert set(pattern["source"]) == {f"barrow.{FACTS[name].source}" for name in handled}


def test_every_rule_leads_to_a_queue_that_is_consumed() -> None:
    assert set(RULES) == set(CONSUMED)


def test_every_consumed_fact_is_declared() -> None:
    assert set().union(*CONSUMED.values()) <= set(FACTS)


def test_facts_are_named_once_and_told_by_a_capability_that_is_there() -> None:
    # what staff did is told by the kit, whichever capability serves it
    assert {kind.source for kind in FACTS.values()} <= {*apps(), "shopkit"}
    assert len(FACTS) == len(list(facts(FUNCTIONS)))


@pytest.mark.parametrize("name", sorted(FACTS))
def test_each_fact_is_told_somewhere(name: str) -> None:
    room = FUNCTIONS / FACTS[name].source
    texts = [path.read_text(encoding="utf-8") for path in sorted(room.rglob("*.py"))]

    told = [text for text in texts if f"{name}.of(" in text]

    assert told, f"no module of {FACTS[name].source} tells {name}"


def test_the_page_about_facts_is_current() -> None:
    written = DOC.read_text(encoding="utf-8")

    assert written == current(), "run python -m barrow.facts_doc"


def test_the_page_names_every_fact_with_every_field() -> None:
    sections = {
        part.split("\n", 1)[0]: part for part in DOC.read_text(encoding="utf-8").split("\n### ")[1:]
    }

    assert set(sections) == set(FACTS)
    for name, kind in FACTS.items():
        own = [field for field in kind.model_fields if field not in {"id", "at"}]
        assert [field for field in own if f"| `{field}` |" not in sections[name]] == []


def test_the_readme_lists_what_each_capability_tells() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| [")
    ]

    listed = {
        cells[0][1:].split("]")[0]: cells[3].split(", ") if cells[3] else [] for cells in rows
    }

    told = {name: [fact for fact, kind in FACTS.items() if kind.source == name] for name in apps()}
    assert {name: sorted(names) for name, names in listed.items()} == {
        name: sorted(names) for name, names in told.items()
    }
