"""A CloudFormation template as data: the kinds of its resources, and whatever else is asked."""

from typing import Any

import yaml


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short tags, whose content is kept without its meaning."""


def _untagged(loader: _Loader, _suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    assert isinstance(node, yaml.MappingNode)  # noqa: S101 — YAML has three kinds of nodes
    return loader.construct_mapping(node, deep=True)


_Loader.add_multi_constructor("!", _untagged)


def read(body: str) -> dict[str, Any]:
    """The whole template."""
    found: dict[str, Any] = yaml.load(body, _Loader)  # noqa: S506 — a SafeLoader's child
    return found


def resource_types(body: str) -> dict[str, str]:
    """Each resource's type by its logical id."""
    return {name: str(one["Type"]) for name, one in read(body)["Resources"].items()}
