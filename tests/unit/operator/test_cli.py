"""What the operator's command refuses by itself, before any shop is opened or asked."""

from pathlib import Path

import pytest
from barrow.cli import app
from typer.testing import CliRunner

runner = CliRunner(env={"COLUMNS": "200", "TERM": "dumb"})


@pytest.mark.parametrize("port", ["-1", "65536"])
def test_a_port_that_no_machine_has_is_refused(tmp_path: Path, port: str) -> None:
    refused = runner.invoke(app, ["run", f"--port={port}", "--state", str(tmp_path / "shop")])

    assert refused.exit_code == 2
    assert "--port" in refused.output
    assert not (tmp_path / "shop").exists()


def test_a_folder_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "staff-key").write_text("bk_any\n", encoding="ascii")

    refused = runner.invoke(
        app, ["pictures", "put", str(tmp_path), "--key", "tea", "--state", str(tmp_path)]
    )

    assert refused.exit_code == 2
    assert "is a directory" in refused.output
