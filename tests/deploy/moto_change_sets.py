"""moto's change sets make a stack's resources and forget its parameters and outputs; and moto tells
what a parameter without echo holds. Both are mended here.

AWS and MiniStack keep the ones and hide the other; `tests/deploy/test_stacks.py` shows the defects.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from moto.cloudformation.models import ChangeSet, Stack


@contextmanager
def change_sets_as_aws() -> Iterator[None]:
    """While the block runs, an executed change set gives its stack parameters and outputs, and
    DescribeStacks hides what has no echo.
    """
    kind: Any = ChangeSet
    original = kind.apply
    stacks: Any = Stack
    told = stacks.parameter_list

    def hidden(stack: Any) -> list[dict[str, Any]]:
        kept = stack.resource_map.no_echo_parameter_keys
        return [
            one | ({"ParameterValue": "****"} if one["ParameterKey"] in kept else {})
            for one in told.fget(stack)
        ]

    def apply(change_set: Any) -> None:
        original(change_set)
        stack = change_set.stack
        stack.template = change_set.template
        stack._parse_template()
        stack.parameters = change_set.parameters
        stack.output_map = stack._create_output_map()

    kind.apply = apply
    stacks.parameter_list = property(hidden)
    try:
        yield
    finally:
        kind.apply = original
        stacks.parameter_list = told
