"""`chalice deploy` and `chalice delete` of one capability: the real command, made repeatable.

Before it, Chalice's record is written from what stands (chalice_record.py), so that it goes on
where an earlier run ended. Around it, an SSM parameter tells how far things are: `under way`, then
a digest of everything that was deployed. Where that digest is there already, nothing is done.
"""

import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path

from barrow.deploying import chalice_record, chalice_standing
from barrow.deploying.account import Account
from barrow.deploying.chalice_command import run
from barrow.deploying.chalice_declared import Declared, declared
from barrow.deploying.chalice_standing import Standing
from barrow.deploying.stack import Pause, Say
from barrow.deploying.stage import Stage
from barrow.failures import Failure

UNDER_WAY = "under way"

#: Endings of Chalice's names of triggers.
_KINDS = {
    "-sqs-event-source": "queue of",
    "-dynamodb-event-source": "stream of",
    "-event": "schedule of",
}


class TwoAtOnce(Failure):
    """Another deployment wrote the marker meanwhile: the functions may be a mixture of both."""


@dataclass(frozen=True)
class Planned:
    """What a deployment would do: whether anything, and which things come and go."""

    changed: bool
    added: tuple[str, ...] = ()
    swept: tuple[str, ...] = ()


def deploy(  # noqa: PLR0913 — what, where to, and how
    capability: str,
    stage: Stage,
    account: Account,
    *,
    folder: Path,
    digest: str,
    force: bool = False,
    say: Say,
    pause: Pause = time.sleep,
) -> bool:
    """Deploy what is in `folder`, whose content `digest` stands for; settings are written before.

    False: it stood already, and nothing was done. Raises ChaliceFailed, TwoAtOnce.
    """
    whole = _digest(folder, stage, digest)
    if not force and marker(capability, stage, account) == whole:
        return False
    begun = _mark(capability, stage, account, UNDER_WAY)
    chalice_standing.await_deletions(capability, stage, account, say, pause)
    wanted = declared(folder, stage.name)
    standing = chalice_record.write(capability, stage, account, folder=folder, declared=wanted)
    run(["deploy", "--stage", stage.name], folder, account, say)
    _follow_renamed_handlers(capability, stage, account, wanted, standing, say)
    if _read_marker(capability, stage, account) != (UNDER_WAY, begun):
        # whoever of the two ends last finds this, and the next deployment takes nothing as done
        _mark(capability, stage, account, UNDER_WAY)
        raise TwoAtOnce(
            f"somebody else deployed {capability} to {stage.name} at the same time, and which of"
            " you came last may differ from function to function: agree whose version it shall be"
        )
    _mark(capability, stage, account, whole)
    return True


def planned(
    capability: str, stage: Stage, account: Account, *, folder: Path, digest: str
) -> Planned:
    """What `deploy` would do with the same folder; changes nothing."""
    if marker(capability, stage, account) == _digest(folder, stage, digest):
        return Planned(changed=False)
    wanted = declared(folder, stage.name)
    standing = chalice_standing.find(capability, stage, account, wanted)
    names = frozenset(wanted.functions) | wanted.triggers | {"rest_api"}
    stands = {one["name"] for one in standing.resources if one["resource_type"] != "iam_role"}
    return Planned(
        changed=True,
        added=tuple(_told(name) for name in sorted(names - stands)),
        swept=tuple(_told(name) for name in sorted(stands - names)),
    )


def marker(capability: str, stage: Stage, account: Account) -> str | None:
    """A digest of what is deployed; UNDER_WAY where that broke off, None before the first time."""
    return _read_marker(capability, stage, account)[0]


def delete(capability: str, stage: Stage, account: Account, *, folder: Path, say: Say) -> bool:
    """Take everything of the capability away again; `folder` needs no more than its .chalice.

    False: there was nothing. Raises ChaliceFailed.
    """
    standing = chalice_record.write(
        capability, stage, account, folder=folder, declared=Declared.nothing()
    )
    if standing.resources:
        run(["delete", "--stage", stage.name], folder, account, say)
    marked = marker(capability, stage, account)
    if marked:
        account.client("ssm").delete_parameter(Name=stage.marker(capability))
    return bool(standing.resources or marked)


def _follow_renamed_handlers(  # noqa: PLR0913 — what stands, and what shall
    capability: str,
    stage: Stage,
    account: Account,
    wanted: Declared,
    standing: Standing,
    say: Say,
) -> None:
    """Chalice gives a function that exists new code, but never another handler."""
    lambdas = account.client("lambda")
    for name, handler in wanted.functions.items():
        if standing.handlers.get(name, handler) != handler:
            full = stage.function(capability, "" if name == chalice_standing.API_HANDLER else name)
            say(f"Function {full} is answered by {handler} from now on")
            lambdas.update_function_configuration(FunctionName=full, Handler=handler)
            lambdas.get_waiter("function_updated_v2").wait(FunctionName=full)


def _told(name: str) -> str:
    """`relay-dynamodb-event-source` as people say it."""
    for ending, kind in _KINDS.items():
        start, found, rest = name.partition(ending)
        if found:
            return f"{kind} {start}{rest}"
    return "REST API" + name.removeprefix("rest_api") if "rest_api" in name else f"function {name}"


def _digest(folder: Path, stage: Stage, content: str) -> str:
    """Of the content, and of what Chalice is told about this stage of it."""
    chalice = folder / ".chalice"
    config = json.loads((chalice / "config.json").read_text(encoding="utf-8"))
    policy = json.loads((chalice / f"policy-{stage.name}.json").read_text(encoding="utf-8"))
    own = config | {"stages": config["stages"].get(stage.name)}
    told = json.dumps([content, own, policy], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _read_marker(capability: str, stage: Stage, account: Account) -> tuple[str | None, int]:
    """What it says, and how often it was written."""
    ssm = account.client("ssm")
    try:
        found = ssm.get_parameter(Name=stage.marker(capability))["Parameter"]
    except ssm.exceptions.ParameterNotFound:
        return None, 0
    return str(found["Value"]), int(found["Version"])


def _mark(capability: str, stage: Stage, account: Account, value: str) -> int:
    """Answers how often it was written."""
    answer = account.client("ssm").put_parameter(
        Name=stage.marker(capability),
        Description=f"What is deployed of {capability}",
        Type="String",
        Value=value,
        Overwrite=True,
    )
    return int(answer["Version"])
