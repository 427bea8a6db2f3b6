"""docs/events.md, written from the fact classes and from the rules that carry them.

`python -m barrow.facts_doc` writes it anew; a test holds the two together.
"""

import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin

from barrow import template_text

ROOT = Path(__file__).parent.parent.parent
DOC = ROOT / "docs" / "events.md"

_JSON_NAMES = {"str": "string", "int": "integer", "bool": "boolean"}

_HEAD = """\
# Facts

What happened in the shop, in the past tense. A fact is written in the transaction of the change
it tells, goes from that table's stream to the bus `barrow-<stage>`, and from there to the queue of
each capability that listens. It comes at least once, in any order. On the bus its source is
`barrow.<capability>` (`barrow.shopkit` for what the kit tells in each of them), its detail-type the
name below, its detail `{"version": n, "data": {…}}`.

Every fact has an `id` (`evt_…`, unique, sorts by time) and `at` (RFC 3339, UTC, when it happened).
A version only ever gains fields, with a default; amounts are integers in the currency's minor unit.

This page is written by `python -m barrow.facts_doc`.
"""


def rules(template: Path) -> dict[str, dict[str, list[str]]]:
    """The event pattern of each capability's rule: `source` and `detail-type`, as they stand."""
    resources = template_text.read(template.read_text(encoding="utf-8"))["Resources"]
    return {
        target["Id"]: resource["Properties"]["EventPattern"]
        for resource in resources.values()
        if resource["Type"] == "AWS::Events::Rule"
        for target in resource["Properties"]["Targets"]
    }


def facts(functions: Path) -> list[type[Any]]:
    """Every fact class: the contracts' in shopkit/events, and a room's own in its facts.py."""
    for folder in [functions, *(door.parent for door in functions.glob("*/app.py"))]:
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
    rooms = sorted(path.parent.name for path in functions.glob("[a-z]*/[a-z]*/facts.py"))
    modules = ("shopkit.events", *(f"{room}.facts" for room in rooms))
    for name in modules:
        import_module(name)
    fact: Any = import_module("shopkit.events").Fact
    # tests declare some of their own
    return [kind for kind in fact.types.values() if kind.__module__.startswith(modules)]


def document(kinds: Iterable[type[Any]], patterns: Mapping[str, Mapping[str, list[str]]]) -> str:
    """The whole page; facts by capability, in the order in which they are declared."""
    by_source: dict[str, list[type[Any]]] = {}
    for kind in kinds:
        by_source.setdefault(kind.source, []).append(kind)
    parts = [_HEAD]
    for source, told in sorted(by_source.items()):
        parts.append(f"\n## {source}\n")
        parts += [_section(kind, patterns) for kind in told]
    return "".join(parts)


def _section(kind: type[Any], patterns: Mapping[str, Mapping[str, list[str]]]) -> str:
    listeners = sorted(
        name
        for name, pattern in patterns.items()
        if kind.__name__ in pattern["detail-type"] and f"barrow.{kind.source}" in pattern["source"]
    )
    own = "__doc__" in vars(kind) and kind.__doc__
    about = f"\n{' '.join(cleandoc(kind.__doc__ or '').split())}\n" if own else ""
    rows = [
        f"| `{name}` | {_shown(info.annotation)} | {_default(info)} |\n"
        for name, info in kind.model_fields.items()
        if name not in {"id", "at"}
    ]
    heard = ", ".join(listeners) or "nobody yet"
    return (
        f"\n### {kind.__name__}\n{about}\nVersion {kind.version} · heard by {heard}\n\n"
        f"| field | type | default |\n|---|---|---|\n{''.join(rows)}"
    )


def _shown(annotation: Any) -> str:
    arguments = get_args(annotation)
    if get_origin(annotation) is list:
        return f"list of {_shown(arguments[0])}"
    if NoneType in arguments:
        return " or ".join("null" if one is NoneType else _shown(one) for one in arguments)
    if fields := getattr(annotation, "model_fields", None):
        inner = ", ".join(f"{name}: {_shown(info.annotation)}" for name, info in fields.items())
        return f"{{{inner}}}"
    name: str = annotation.__name__
    return _JSON_NAMES.get(name, name)


def _default(info: Any) -> str:
    if info.is_required():
        return "required"
    value = info.get_default(call_default_factory=True)
    return "empty" if value in ("", []) else str(value)


def current() -> str:
    """The page as it should stand."""
    patterns = rules(ROOT / "infra" / "foundation.yaml")
    return document(facts(ROOT / "functions"), patterns)


if __name__ == "__main__":
    DOC.write_text(current(), encoding="utf-8")
