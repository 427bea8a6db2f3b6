"""moto's change sets make a stack's resources, and forget its parameters and outputs: mended here.

AWS and MiniStack keep them; `tests/deploy/test_stacks.py` shows the defect.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from moto.cloudformation.models import ChangeSet


@contextmanager
def change_sets_as_aws() -> Iterator[None]:
    """While the block runs, an executed change set gives its stack parameters and outputs."""
    kind: Any = ChangeSet
    original = kind.apply

    def apply(change_set: Any) -> None:
        original(change_set)
        stack = change_set.stack
        stack.template = change_set.template
        stack._parse_template()
        stack.parameters = change_set.parameters
        stack.output_map = stack._create_output_map()

    kind.apply = apply
    try:
        yield
    finally:
        kind.apply = original
