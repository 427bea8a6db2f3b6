"""A capability as it is sent to Lambda: a folder in which `chalice deploy` has nothing to fetch.

It is laid out like functions/<capability>, with all that its zip holds in vendor/: the room, the
kit, pages' templates, each pinned package for Lambda's platform, cut and compiled, and compiled
files for what Chalice puts in by itself (app.py and its own runtime). requirements.txt is empty, so
Chalice calls no pip. The same code makes the same files, with the same times and modes, wherever
and for whichever stage it is made: `Prepared.digest` names it.
"""

import hashlib
import inspect
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import chalice
import chalice.app

from barrow.deploying import compiling
from barrow.deploying.cutting import services_asked_for
from barrow.deploying.packages import travelling
from barrow.deploying.wheels import CACHE, fetched, pinned, usual_folder
from barrow.failures import Failure

#: Lambda refuses a function whose unpacked code is larger (Lambda quotas).
LARGEST_BYTES = 250 * 2**20
#: Zip files know no time before this; in seconds since 1970, UTC.
_FIXED_TIME = 315_532_800 + 86_400
_NOT_CARRIED = shutil.ignore_patterns("__pycache__", "*.pyc", ".DS_Store")


class NoBundle(Failure):
    """A capability that cannot be made ready for Lambda."""


@dataclass(frozen=True)
class Prepared:
    """`folder` is for `chalice deploy`; `digest` and `unzipped_bytes` are of all that is zipped."""

    folder: Path
    digest: str
    unzipped_bytes: int


def prepare(
    capability: str,
    stage: str,
    target: Path,
    *,
    functions: Path,
    wheels: Path | None = None,
) -> Prepared:
    """Lay the capability out in `target`, which is emptied first.

    `wheels`: a folder that has the pinned wheels, or gets them. From .chalice the configuration
    and the stage's policies come along; the digest leaves them out. Raises Failure.
    """
    source = functions / capability
    if not (source / "app.py").is_file():
        raise NoBundle(f"{source} has no app.py: there is no capability {capability!r}")
    if target.resolve().is_relative_to(functions.resolve()):
        raise NoBundle(f"{target} lies among the sources; lay the bundle out elsewhere")
    shutil.rmtree(target, ignore_errors=True)
    vendor = target / "vendor"
    vendor.mkdir(parents=True)
    _copy_configuration(source / ".chalice", target / ".chalice", stage)
    shutil.copyfile(source / "app.py", target / "app.py")
    (target / "requirements.txt").touch()
    own = _copy_own(source, vendor)
    compiling.compiled(str(vendor), own, beside=True)
    _drop_what_chalice_adds(vendor)
    for package in _packages(source, functions, wheels):
        shutil.copytree(package, vendor, dirs_exist_ok=True)
    _settle(target)
    return _measured(target)


def _copy_configuration(source: Path, target: Path, stage: str) -> None:
    target.mkdir()
    for name in ("config.json", "policy.json", f"policy-{stage}.json"):
        if (source / name).is_file():
            shutil.copyfile(source / name, target / name)


def _copy_own(source: Path, vendor: Path) -> list[str]:
    """What functions/<capability>/vendor links to, and what is to be compiled with it."""
    for link in sorted((source / "vendor").iterdir()):
        shutil.copytree(link, vendor / link.name, ignore=_NOT_CARRIED)
    shutil.copyfile(source / "app.py", vendor / "app.py")
    for path, name in _runtime():
        (vendor / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(path, vendor / name)
    return [path.relative_to(vendor).as_posix() for path in vendor.rglob("*.py")]


def _drop_what_chalice_adds(vendor: Path) -> None:
    """Chalice puts the sources of these into the zip itself; compiled, they stay."""
    for name in ("app.py", *(name for _, name in _runtime())):
        (vendor / name).unlink()


def _runtime() -> Iterator[tuple[Path, str]]:
    """The two files of Chalice that it adds to each zip, and their names there."""
    for module in (chalice, chalice.app):
        path = Path(inspect.getfile(module))
        if not path.stat().st_mode & stat.S_IROTH:
            raise NoBundle(f"{path} cannot be read by all, so neither in Lambda: chmod a+r it")
        yield path, f"chalice/{path.name}"


def _packages(source: Path, functions: Path, wheels: Path | None) -> Iterator[Path]:
    folder = wheels or usual_folder()
    pins = pinned(source / "requirements.txt")
    services = services_asked_for(functions)
    found = fetched(pins, folder, functions.parent / "requirements.txt")
    for pin in pins:
        yield travelling(found[pin], CACHE / "packages", services)


def _settle(folder: Path) -> None:
    """Times and modes that say nothing of when and by whom it was made; all may read."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (_FIXED_TIME, _FIXED_TIME))


def _measured(folder: Path) -> Prepared:
    """Over all that Chalice zips: vendor/, app.py and its own runtime."""
    vendor = folder / "vendor"
    zipped = {path.relative_to(vendor).as_posix(): path for path in vendor.rglob("*")}
    zipped |= {"app.py": folder / "app.py"} | {name: path for path, name in _runtime()}
    whole, size = hashlib.sha256(f"{sys.implementation.cache_tag}\n".encode()), 0
    for name, path in sorted(zipped.items()):
        if path.is_file():
            content = path.read_bytes()
            whole.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
            size += len(content)
    if size > LARGEST_BYTES:
        raise NoBundle(f"{folder.name} is {size / 2**20:.0f} MB unzipped; Lambda takes 250")
    return Prepared(folder, whole.hexdigest(), size)
