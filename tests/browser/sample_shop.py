"""The sample shop as people run it, filled once and then opened as often as tests are run.

Filling it takes a minute or more (hundreds of pictures are drawn and rendered), so the filled
state is kept in .cache/storefront under a digest of everything that it was made from. A test run
works on a copy, and publishes the pages anew: they name the address, whose port is another each
time, and templates change more often than pictures.
"""

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from barrow.shop_client import ShopClient

from tests.integration.operator.running_shop import ROOT, RunningShop, barrow, running_shop

_KEPT = ROOT / ".cache" / "storefront"
_MADE_FROM = ("functions", "infra", "tests/browser/sample_shop.py")
#: Seconds for each step of it, on a machine that has other work.
_PATIENCE = 1_800
_SUFFIXES = {".py", ".toml", ".yaml", ".json", ".txt"}


@contextmanager
def opened(folder: Path) -> Iterator[RunningShop]:
    """A shop with everything in it, kept in `folder`."""
    state = folder / "state"
    with _alone():
        shutil.copytree(_filled(), state)
    with running_shop(state, "--no-sample") as shop:
        _operate(shop, "publish", "--all")
        _settle(shop)
        yield shop


@contextmanager
def _alone() -> Iterator[None]:
    """Until whoever else fills the shop, or copies it, is done: screenshots beside tests, say."""
    _KEPT.mkdir(parents=True, exist_ok=True)
    with (_KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _filled() -> Path:
    """The state folder of a shop that was filled and closed; made if there is none yet.

    Filling that was broken off goes on where it was.
    """
    digest = _digest()
    kept, making = _KEPT / digest, _KEPT / f"{digest}-making"
    if not kept.exists():
        for other in _KEPT.iterdir():
            if other.is_dir() and other != making:
                shutil.rmtree(other)
        with running_shop(making, "--no-sample") as shop:
            _operate(shop, "load", "sample")
            _settle(shop)
        making.rename(kept)
    return kept


def _operate(shop: RunningShop, *command: str) -> None:
    done = barrow(*command, "--url", shop.url, "--state", str(shop.state), timeout=_PATIENCE)
    assert done.returncode == 0, done.stdout


def _settle(shop: RunningShop) -> None:
    with ShopClient(shop.url, timeout=_PATIENCE) as client:
        done = client.post("/dev/settle", {"timeout_seconds": 600}).json
    assert done["dead_letters"] == 0


def _digest() -> str:
    """Of all sources that a filled shop is made from."""
    sources = sorted(
        path
        for name in _MADE_FROM
        for path in ([ROOT / name] if (ROOT / name).is_file() else (ROOT / name).rglob("*"))
        if path.suffix in _SUFFIXES and path.is_file() and "deployments" not in path.parts
    )
    digest = hashlib.sha256()
    for path in sources:
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
