"""The option --stage, and what a command that has it works on."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    # boto3 takes half a second to import, which `barrow --help` need not wait for
    from barrow.deploying.job import Choice, Job

StageName = Annotated[
    str, typer.Option("--stage", help="Which shop: infra/stages/<stage>.toml describes it.")
]


def job_of(stage: str, choice: "Choice | None" = None) -> "Job":
    """Raises Failure for a stage without a file, and where nobody is signed in to AWS."""
    from barrow.deploying import stage as stages
    from barrow.deploying.account import signed_in
    from barrow.deploying.job import Choice, Job
    from barrow.deploying.tree import Tree

    tree = Tree.here()
    found = stages.read(stage, tree.stages)
    return Job(tree, found, signed_in(found.region), choice or Choice())
