"""The CloudFormation templates as data: functions in their long form, and texts filled in."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

INFRA = Path(__file__).parent.parent.parent / "infra"
NAMES = sorted(path.stem for path in INFRA.glob("*.yaml"))
STAGE, REGION, ACCOUNT = "prod", "eu-west-2", "123456789012"
_PSEUDO = {
    "AWS::AccountId": ACCOUNT,
    "AWS::Region": REGION,
    "AWS::Partition": "aws",
    "Stage": STAGE,
}


class _Long(yaml.SafeLoader):
    """Reads `!Sub x` as {"Fn::Sub": x}."""


def _function(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        assert isinstance(node, yaml.MappingNode)
        value = loader.construct_mapping(node, deep=True)
    return {suffix if suffix in {"Ref", "Condition"} else f"Fn::{suffix}": value}


_Long.add_multi_constructor("!", _function)


def read(name: str) -> dict[str, Any]:
    text = (INFRA / f"{name}.yaml").read_text(encoding="utf-8")
    template: dict[str, Any] = yaml.load(text, Loader=_Long)  # noqa: S506
    return template


def resources(name: str, kind: str = "") -> dict[str, dict[str, Any]]:
    """The template's resources of a type, by logical id."""
    found = read(name)["Resources"]
    return {key: one for key, one in found.items() if kind in {"", one["Type"]}}


def everywhere(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(template.LogicalId, properties) of each resource of a type, in all templates."""
    for name in NAMES:
        for key, one in resources(name, kind).items():
            yield f"{name}.{key}", one["Properties"]


def text(value: Any, **parameters: str) -> str:
    """A text for the stage `prod`; GetAtt and Ref of a resource are its logical id."""
    known = _PSEUDO | parameters
    if isinstance(value, dict):
        ((function, inside),) = value.items()
        if function == "Ref":
            return known.get(str(inside), str(inside))
        if function == "Fn::GetAtt":
            return str(inside)
        assert function == "Fn::Sub", value
        pattern, variables = inside if isinstance(inside, list) else (inside, {})
        known = known | {key: text(one, **parameters) for key, one in variables.items()}
        filled = re.sub(r"\$\{([^!}]+)\}", lambda found: known.get(found[1], found[1]), pattern)
        return filled.replace("${!", "${")
    return str(value)


def chosen(value: Any, *, yes: frozenset[str]) -> Any:
    """`value` with each Fn::If decided: by its second part where its condition is one of `yes`."""
    if isinstance(value, dict):
        if set(value) == {"Fn::If"}:
            condition, then, otherwise = value["Fn::If"]
            return chosen(then if condition in yes else otherwise, yes=yes)
        return {key: chosen(one, yes=yes) for key, one in value.items()}
    if isinstance(value, list):
        return [chosen(one, yes=yes) for one in value]
    return value


def statements(properties: dict[str, Any]) -> list[dict[str, Any]]:
    """The statements of a resource's policy, whichever property holds it."""
    document = properties.get("PolicyDocument") or properties.get("KeyPolicy") or {}
    found: list[dict[str, Any]] = document.get("Statement", [])
    return found


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
