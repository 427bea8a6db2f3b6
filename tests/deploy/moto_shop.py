"""An empty account on a moto server, and a copy of the shop's tree to deploy into it."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from barrow.deploying import chalice_run, chalice_settings, stacks
from barrow.deploying.account import Account
from barrow.deploying.bundle import prepare
from barrow.deploying.job import Choice, Job
from barrow.deploying.stack import Stack
from barrow.deploying.stage import Stage
from barrow.deploying.tree import Tree

REGION = "eu-west-2"
#: What each process that a deployment starts finds, and boto3 in this one: no call waits for
#: another attempt at a line that was cut.
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "example",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_MAX_ATTEMPTS": "1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


class _OneAttempt:
    """A boto3 session whose clients give up at once, whatever they are told."""

    profile_name = "default"

    def __init__(self) -> None:
        self._session = boto3.Session()

    def client(self, service: str, region_name: str, config: Any) -> Any:
        at_once = type(config)(retries={"total_max_attempts": 1, "mode": "standard"})
        return self._session.client(service, region_name=region_name, config=config.merge(at_once))


def stage(name: str) -> Stage:
    return Stage(name=name, sender="shop@example.com")


def account() -> Account:
    return Account(_OneAttempt(), REGION)


def copied(root: Path, target: Path) -> Tree:
    """The tree of `root` in `target`, with no packages in its bundles: they are not run here."""
    leave = shutil.ignore_patterns(
        "__pycache__", "deployments", "deployed", "node_modules", "policy-*.json"
    )
    for name in ("functions", "infra", "static_site"):
        shutil.copytree(root / name, target / name, symlinks=True, ignore=leave)
    (target / "requirements.txt").touch()
    for pins in target.glob("functions/*/requirements.txt"):
        pins.write_text("", encoding="utf-8")
    return Tree(target)


@dataclass(frozen=True)
class OneApp:
    """One capability's Chalice half by itself, without the steps around it."""

    capability: str
    stage: Stage
    account: Account
    tree: Tree
    folder: Path

    @property
    def source(self) -> Path:
        return self.tree.app(self.capability)

    def set(self) -> str:
        """The foundation and the settings; answers the bundle's digest."""
        name = self.stage.stack("foundation")
        foundation = Stack(name, self.tree.template("foundation"), {"Stage": self.stage.name})
        stacks.apply(self.account, foundation)
        prepared = prepare(
            self.capability, self.stage.name, self.folder, functions=self.tree.functions
        )
        chalice_settings.write(
            self.capability,
            self.stage,
            self.account,
            folder=self.folder,
            foundation=stacks.outputs(self.account, name),
            site_url="https://shop.example.com",
            release=prepared.digest[:12],
            secrets="1",
            edge=(),
        )
        return prepared.digest

    def deploy(self, *, force: bool = False) -> bool:
        return self.deploy_as_set(self.set(), force=force)

    def deploy_as_set(self, digest: str = "", *, force: bool = False) -> bool:
        return chalice_run.deploy(
            self.capability,
            self.stage,
            self.account,
            folder=self.folder,
            digest=digest,
            force=force,
            say=_heard,
        )

    def planned(self) -> chalice_run.Planned:
        return chalice_run.planned(
            self.capability, self.stage, self.account, folder=self.folder, digest=self.set()
        )

    def delete(self) -> bool:
        return chalice_run.delete(
            self.capability, self.stage, self.account, folder=self.folder, say=_heard
        )

    def edit(self, old: str, new: str) -> None:
        """Change app.py, which must have `old` once."""
        door = self.source / "app.py"
        text = door.read_text(encoding="utf-8")
        assert text.count(old) == 1
        door.write_text(text.replace(old, new), encoding="utf-8")


def _heard(line: str) -> None:
    """Chalice's progress, which no test looks at."""


def job(tree: Tree, stage: Stage, *only: str, force: bool = False) -> Job:
    """As `barrow deploy --no-publish`: functions do not run on moto, so they draw no pages."""
    choice = Choice(only=only, publish=False, force=force)
    return Job(tree, stage, account(), choice, pause=_without_waiting)


def _without_waiting(_seconds: float) -> None:
    """moto is done with everything at once."""
