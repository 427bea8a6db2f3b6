"""A wheel as it travels: unpacked, cut and compiled, once for all capabilities and deployments.

It is kept in a cache folder under a name that changes with the wheel, with Python and with the
rules, so that what is there is right. It appears whole or not at all: several processes may want
it at once.
"""

import hashlib
import sys
import zipfile
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

from barrow.deploying import compiling, cutting

_RULES = hashlib.sha256(
    b"".join(Path(file).read_bytes() for file in (compiling.__file__, cutting.__file__, __file__))
).hexdigest()


def travelling(wheel: Path, cache: Path, services: Collection[str]) -> Path:
    """The folder whose entries belong at the top of a zip.

    Others' sources stay behind once they are compiled: that is half of the size, and a traceback
    still tells their file and line.
    """
    made_of = [hashlib.sha256(wheel.read_bytes()).hexdigest(), sys.version, _RULES]
    if wheel.name.startswith("botocore-"):
        made_of += sorted(services)
    name, version, *_ = wheel.name.split("-")
    key = hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:16]
    kept = cache / f"{name}-{version}-{key}"
    if not kept.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=cache, prefix="being-made-") as place:
            made = Path(place) / "made"
            made.mkdir()  # of some packages nothing travels
            _unpack(wheel, made, services)
            cutting.slimmed(made, services)
            sources = [path.relative_to(made).as_posix() for path in made.rglob("*.py")]
            compiling.compiled(str(made), sources, beside=False)
            try:
                made.rename(kept)
            except OSError:
                if not kept.is_dir():
                    raise
    return kept


def _unpack(wheel: Path, target: Path, services: Collection[str]) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            name = _installed(entry.filename)
            if entry.is_dir() or name is None or not cutting.travels(name, services):
                continue
            place = target / name
            if not place.resolve().is_relative_to(target.resolve()):
                raise ValueError(f"{wheel} holds {entry.filename}, which would lie outside")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(archive.read(entry))


def _installed(name: str) -> str | None:
    """Where a wheel's file is put; None for what belongs elsewhere than on Python's path."""
    top, _, rest = name.partition("/")
    if not top.endswith(".data"):
        return name
    scheme, _, inside = rest.partition("/")
    return inside if scheme in {"purelib", "platlib"} else None
