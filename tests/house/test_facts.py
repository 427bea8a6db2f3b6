"""Facts, rules and consumers tell the same story, and docs/events.md tells it to people."""

import ast
from pathlib import Path

import pytest
from barrow.facts_doc import DOC, ROOT, current, facts, rules

from tests.shop import apps

FUNCTIONS = ROOT / "functions"
RULES = rules(ROOT / "infra" / "foundation.yaml")
FACTS = {kind.__name__: kind for kind in facts(FUNCTIONS)}


def consumed(door: Path) -> set[str]:
    """The facts that the app's queue consumer has handlers for: the keys of its `handlers`."""
    for node in ast.walk(ast.parse(door.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and any(
            "on_sqs_message" in ast.unparse(decorator) for decorator in node.decorator_list
        ):
            tables = [inner for inner in ast.walk(node) if isinstance(inner, ast.Dict)]
            return {key.id for table in tables for key in table.keys if isinstance(key, ast.Name)}
    return set()


CONSUMED = {name: consumed(FUNCTIONS / name / "app.py") for name in apps()}


@pytest.mark.parametrize("capability", sorted(name for name in CONSUMED if CONSUMED[name]))
def test_a_rule_carries_to_a_queue_exactly_what_its_consumer_handles(capability: str) -> None:
    handled = CONSUMED[capability]

    pattern = RULES[capability]

    assert set(pattern["detail-type"]) == handled
    assert set(pattern["source"]) == {f"barrow.{FACTS[name].source}" for name in handled}


def test_only_capabilities_with_a_consumer_have_a_rule() -> None:
    assert set(RULES) == {name for name in CONSUMED if CONSUMED[name]}


def test_every_consumed_fact_is_declared() -> None:
    assert set().union(*CONSUMED.values()) <= set(FACTS)


def test_facts_are_named_once_and_told_by_a_capability_that_is_there() -> None:
    assert {kind.source for kind in FACTS.values()} <= set(apps())
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
