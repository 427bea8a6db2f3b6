"""Each app as `chalice package` makes it, once for all tests of the house."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FUNCTIONS = ROOT / "functions"
CAPABILITIES = sorted(door.parent.name for door in FUNCTIONS.glob("*/app.py"))


@dataclass(frozen=True)
class Package:
    """A capability's zip, and the folder it was unpacked into."""

    capability: str
    archive: Path
    unpacked: Path
    template: Path

    @property
    def names(self) -> list[str]:
        with zipfile.ZipFile(self.archive) as archive:
            return archive.namelist()


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Package]]:
    """Packaged two at a time, from copies: Chalice writes beside its sources."""
    place = tmp_path_factory.mktemp("packages")
    wheels = _wheels(place)
    copies = place / "functions"
    shutil.copytree(
        FUNCTIONS,
        copies,
        symlinks=True,
        ignore=shutil.ignore_patterns("__pycache__", "deployments"),
    )
    # where the links of those that draw pages lead to
    shutil.copytree(ROOT / "static_site", place / "static_site")
    with ThreadPoolExecutor(2) as pool:
        made = pool.map(lambda name: _package(copies / name, place / name, wheels), CAPABILITIES)
    yield {package.capability: package for package in made}
    shutil.rmtree(place)


def _wheels(place: Path) -> Path:
    """Every wheel that any app pins, fetched once for Lambda's platform."""
    wheels = place / "wheels"
    pins = [
        line
        for name in CAPABILITIES
        for line in (FUNCTIONS / name / "requirements.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    wanted = place / "wanted.txt"
    wanted.write_text("\n".join(sorted(set(pins))), encoding="utf-8")
    version = f"3{sys.version_info.minor}"
    target = [
        "--platform",
        "manylinux2014_x86_64",
        "--implementation",
        "cp",
        "--abi",
        f"cp{version}",
    ]
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    exact = ["--no-deps", "--only-binary=:all:", "--python-version", version]
    files = ["--dest", str(wheels), "--requirement", str(wanted)]
    _run([*download, *exact, *target, *files], place, {})
    return wheels


def _package(source: Path, target: Path, wheels: Path) -> Package:
    target.mkdir()
    # the wheels that were fetched are all there is: nothing else can slip in
    only = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "AWS_DEFAULT_REGION": "eu-west-2"}
    chalice = "import sys; from chalice.cli import main; sys.exit(main())"
    _run([sys.executable, "-c", chalice, "package", str(target)], source, only)
    unpacked = target / "unpacked"
    with zipfile.ZipFile(target / "deployment.zip") as archive:
        archive.extractall(unpacked)
    return Package(source.name, target / "deployment.zip", unpacked, target / "sam.json")


def _run(command: list[str], folder: Path, variables: dict[str, str]) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"} | variables,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # Chalice only warns of a package that it could not put in
    assert "Could not install dependencies" not in done.stdout + done.stderr, done.stdout
