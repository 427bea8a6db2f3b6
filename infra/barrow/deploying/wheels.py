"""The wheels that a capability pins, for Lambda's platform, each exactly as requirements.txt of the
repository has its hash.

They are fetched once into a folder, by pip and all at once; where every one is there already,
nothing is asked of the network. A file whose hash is not in the lock is not used. The folder is the
repository's cache, or the one that BARROW_WHEELS names.
"""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from barrow.failures import Failure

#: What every Lambda runtime on x86-64 can load: Amazon Linux 2 has glibc 2.26, 2023 has 2.34.
PLATFORMS = ("manylinux2014_x86_64", "manylinux_2_26_x86_64")
PYTHON = f"3{sys.version_info.minor}"

_LOCKED = re.compile(r"^([a-z0-9-]+)==(\S+)[^\n]*\\\n((?:    --hash=sha256:\S+[^\n]*\n)+)", re.M)
_HASH = re.compile(r"sha256:([0-9a-f]{64})")


CACHE = Path(__file__).resolve().parents[3] / ".cache"


class NoWheel(Failure):
    """A pinned package that could not be had, or is another than the lock tells."""


@dataclass(frozen=True, order=True)
class Pin:
    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name}=={self.version}"


def usual_folder() -> Path:
    return Path(os.environ.get("BARROW_WHEELS") or CACHE / "wheels")


def pinned(requirements: Path) -> tuple[Pin, ...]:
    """Of a capability's requirements.txt: lines `name==version`, and comments."""
    pins = []
    for line in requirements.read_text(encoding="utf-8").splitlines():
        text = line.partition("#")[0].strip()
        if not text:
            continue
        name, equal, version = text.partition("==")
        if not equal:
            raise NoWheel(f"{requirements} says {text!r}; write name==version, exactly")
        pins.append(Pin(_canonical(name), version))
    return tuple(sorted(pins))


def fetched(pins: Iterable[Pin], folder: Path, lock: Path) -> dict[Pin, Path]:
    """Each pin's wheel in `folder`, where pip puts those that are missing."""
    wanted = tuple(pins)
    hashes = _locked(lock)
    if unknown := [str(pin) for pin in wanted if pin not in hashes]:
        raise NoWheel(f"{lock} does not know {', '.join(unknown)}; run `make lock`")
    folder.mkdir(parents=True, exist_ok=True)
    found = _found(folder, wanted)
    if missing := [pin for pin in wanted if pin not in found]:
        _download(missing, hashes, folder)
        found = _found(folder, wanted)
    for pin in wanted:
        if pin not in found:
            raise NoWheel(f"pip fetched no wheel of {pin} for Python 3.{PYTHON[1:]} on Lambda")
        if hashlib.sha256(found[pin].read_bytes()).hexdigest() not in hashes[pin]:
            raise NoWheel(f"{found[pin]} is not what {lock} has the hash of; remove it, try again")
    return found


def _found(folder: Path, wanted: Iterable[Pin]) -> dict[Pin, Path]:
    """The wheels of `folder` that this Python and Lambda can use, by what they are."""
    usable = {}
    for path in sorted(folder.glob("*.whl")):
        # name-version[-build]-python-abi-platform (PyPA, binary distribution format)
        name, version, *_, pythons, abis, platforms = path.stem.split("-")
        if _fits(pythons, abis) and {"any", *PLATFORMS} & set(platforms.split(".")):
            usable[Pin(_canonical(name), version)] = path
    return {pin: usable[pin] for pin in wanted if pin in usable}


def _fits(pythons: str, abis: str) -> bool:
    if abis == "none":
        return "py3" in pythons.split(".")
    if abis == "abi3":
        return int(pythons.removeprefix("cp3")) <= int(PYTHON[1:])
    return abis == f"cp{PYTHON}"


def _download(pins: Iterable[Pin], hashes: Mapping[Pin, frozenset[str]], folder: Path) -> None:
    with TemporaryDirectory(dir=folder) as place:
        wanted = Path(place) / "wanted.txt"
        lines = [
            " ".join([str(pin), *(f"--hash=sha256:{one}" for one in sorted(hashes[pin]))])
            for pin in pins
        ]
        wanted.write_text("\n".join(lines), encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        exact = ["--no-deps", "--require-hashes", "--only-binary=:all:"]
        target = [part for one in PLATFORMS for part in ("--platform", one)]
        target += ["--implementation", "cp"]
        target += ["--python-version", PYTHON, "--abi", f"cp{PYTHON}"]
        done = subprocess.run(
            [*pip, *exact, *target, "--dest", place, "--requirement", str(wanted)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise NoWheel(_what_to_do(done.stderr))
        for wheel in Path(place).glob("*.whl"):
            # another process may have fetched it meanwhile: the same bytes
            wheel.replace(folder / wheel.name)


def _what_to_do(complaint: str) -> str:
    if "No module named pip" in complaint:
        return f"{sys.executable} has no pip: run `{sys.executable} -m ensurepip`"
    errors = [line for line in complaint.splitlines() if line.startswith("ERROR")]
    told = (errors or complaint.splitlines() or ["pip said nothing"])[-1]
    if "No matching distribution" in told:
        version = f"Python 3.{PYTHON[1:]}"
        return (
            f"{told}. There is no wheel for {version} on Lambda, or the package index was not"
            f" reached; deploy with another Python (3.11 to 3.13), or pin another version"
        )
    return f"The packages could not be fetched: {told}. Is the package index reached? Try again"


def _locked(lock: Path) -> dict[Pin, frozenset[str]]:
    try:
        text = lock.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NoWheel(
            f"{lock} is missing: it has the hash of each package; run `make lock`"
        ) from None
    return {
        Pin(_canonical(name), version): frozenset(_HASH.findall(hashes))
        for name, version, hashes in _LOCKED.findall(text)
    }


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip()).lower()
