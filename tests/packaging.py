"""What `chalice package` makes of each capability: from the bundle that is deployed, and plainly,
from functions/<capability> itself."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from barrow.deploying import bundle
from barrow.deploying.wheels import fetched, pinned, usual_folder

ROOT = Path(__file__).parent.parent
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

    @property
    def bytes_unpacked(self) -> int:
        with zipfile.ZipFile(self.archive) as archive:
            return sum(entry.file_size for entry in archive.infolist())


Done = Callable[[], object]


def plain_packages(place: Path, done: Done = lambda: None) -> dict[str, Package]:
    """As a developer makes them, with `chalice package` in the capability's folder; from copies,
    since Chalice writes beside its sources."""
    wheels, lock = usual_folder(), ROOT / "requirements.txt"
    pins = {pin for name in CAPABILITIES for pin in pinned(FUNCTIONS / name / "requirements.txt")}
    fetched(pins, wheels, lock)
    copies = place / "functions"
    unwanted = shutil.ignore_patterns("__pycache__", "deployments", "deployed")
    shutil.copytree(FUNCTIONS, copies, symlinks=True, ignore=unwanted)
    # where the links of those that draw pages lead to
    shutil.copytree(ROOT / "static_site", place / "static_site")

    def make(name: str) -> Package:
        # the wheels that were fetched are all there is: nothing else can slip in
        made = package(copies / name, place / name, {"PIP_FIND_LINKS": str(wheels)})
        done()
        return made

    return _two_at_a_time(make)


def bundled_packages(place: Path, done: Done = lambda: None) -> dict[str, Package]:
    """As `barrow deploy` has them made."""

    def make(name: str) -> Package:
        prepared = bundle.prepare(name, "dev", place / "bundles" / name, functions=FUNCTIONS)
        made = package(prepared.folder, place / name, {"PIP_FIND_LINKS": ""})
        done()
        return made

    return _two_at_a_time(make)


def _two_at_a_time(make: Callable[[str], Package]) -> dict[str, Package]:
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(CAPABILITIES, pool.map(make, CAPABILITIES), strict=True))


def package(source: Path, target: Path, variables: dict[str, str]) -> Package:
    """`chalice package` without a network; what it made is unpacked beside it."""
    target.mkdir()
    chalice = "import sys; from chalice.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", chalice, "package", str(target)],
        cwd=source,
        env=os.environ
        | {"PYTHONDONTWRITEBYTECODE": "1", "PIP_NO_INDEX": "1", "AWS_DEFAULT_REGION": "eu-west-2"}
        | variables,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # Chalice only warns of a package that it could not put in
    assert "Could not install dependencies" not in done.stdout + done.stderr, done.stdout
    unpacked = target / "unpacked"
    with zipfile.ZipFile(target / "deployment.zip") as archive:
        archive.extractall(unpacked)
    return Package(source.name, target / "deployment.zip", unpacked, target / "sam.json")
