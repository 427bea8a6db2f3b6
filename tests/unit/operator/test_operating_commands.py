"""What the commands that look after a stage refuse by themselves."""

from typing import Any

import pytest
import typer
from barrow.cli import app
from barrow.deploying.stage import StageError
from barrow.operating.costs import prices
from typer.testing import CliRunner

runner = CliRunner(env={"COLUMNS": "200", "TERM": "dumb"})


@pytest.mark.parametrize("arguments", [["cost"], ["cost", "--local", "--stage", "one"]])
def test_a_cost_is_of_a_stage_or_of_the_code_here(arguments: list[str]) -> None:
    refused = runner.invoke(app, arguments)

    assert refused.exit_code == 2
    assert "either --stage S or --local" in refused.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["status", "--stage", "nowhere"],
        ["logs", "--stage", "nowhere"],
        ["doctor", "--stage", "nowhere"],
        ["cost", "--stage", "nowhere"],
        ["redrive", "cart", "--stage", "nowhere"],
    ],
)
def test_a_stage_that_is_not_described_is_refused_before_aws_is_asked(
    arguments: list[str],
) -> None:
    refused = runner.invoke(app, arguments)

    assert isinstance(refused.exception, StageError)
    assert "write infra/stages/nowhere.toml" in str(refused.exception)


@pytest.mark.parametrize(
    "arguments",
    [
        ["cost", "--local", "--orders", "0"],
        ["cost", "--local", "--memory", "64"],
        ["cost", "--local", "--duration", "0"],
    ],
)
def test_figures_that_lambda_does_not_have_are_refused(arguments: list[str]) -> None:
    refused = runner.invoke(app, arguments)

    assert refused.exit_code == 2
    assert arguments[2] in refused.output


def test_prices_are_the_references_where_no_region_is_named() -> None:
    command: Any = typer.main.get_command(app)

    (default,) = [one.default for one in command.commands["cost"].params if one.name == "region"]

    listed = prices.newest()
    assert default == prices.REFERENCE
    assert len(listed.unchecked(default)) < len(listed.items) / 2
