"""Each package that somebody chose has its line in ADR 7: what for, whose licence, how large."""

import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ADR = ROOT / "docs" / "adr" / "0007-dependencies-are-few-and-chosen.md"


def listed() -> dict[str, list[str]]:
    """Package → purpose, licence, size, and whose zip it is in."""
    lines = ADR.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return {name.strip(): cells for names, *cells in rows for name in names.split(",")}


def chosen() -> set[str]:
    """What pyproject.toml and the browser tests' package.json ask for by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=\[ ]", one)[0].lower() for one in wanted}
    browser = ROOT / "tests" / "browser" / "package.json"
    npm = set(json.loads(browser.read_text(encoding="utf-8"))["devDependencies"])
    # annotations of a package that has a line of its own
    return npm | {name for name in names if not name.startswith("types-")}


def test_each_dependency_has_a_line_in_its_decision() -> None:
    assert chosen() - listed().keys() == set()


def test_each_line_tells_purpose_licence_size_and_place() -> None:
    for name, cells in listed().items():
        assert len(cells) == 4, name
        assert all(cells), name


def test_no_line_outlives_its_dependency() -> None:
    heading, of_make_lock = {"package", "---"}, {"uv"}

    assert listed().keys() - chosen() - heading - of_make_lock == set()
