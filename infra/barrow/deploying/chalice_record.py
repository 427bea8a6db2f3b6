"""Chalice's record of a stage, written anew from what stands in AWS.

Chalice remembers what it made in .chalice/deployed/<stage>.json: on one machine only, and only once
all of it was made. Without that file a second deployment would make a second API, and fail at the
first trigger that is there already. So it is written before each deployment, in Chalice's format
(chalice/deploy/planner.py, schema 2.0). What the code no longer declares is in it too, so that
Chalice sweeps it; so are doubles, under names of their own.
"""

import json
import shutil
from pathlib import Path

from barrow.deploying.account import Account
from barrow.deploying.chalice_declared import Declared
from barrow.deploying.chalice_declared import declared as what_is_declared
from barrow.deploying.chalice_standing import Standing, find
from barrow.deploying.stage import Stage


def write(
    capability: str,
    stage: Stage,
    account: Account,
    *,
    folder: Path,
    declared: Declared | None = None,
) -> Standing:
    """The record of `stage` into `folder`, which is like functions/<capability>."""
    standing = find(capability, stage, account, declared or what_is_declared(folder, stage.name))
    record = {"resources": standing.resources, "schema_version": "2.0", "backend": "api"}
    _file(stage, folder).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    return standing


def copy(stage: Stage, source: Path, target: Path) -> None:
    """The record as Chalice left it in the folder `source`, into the folder `target`."""
    shutil.copyfile(_file(stage, source), _file(stage, target))


def _file(stage: Stage, folder: Path) -> Path:
    file = folder / ".chalice" / "deployed" / f"{stage.name}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    return file
