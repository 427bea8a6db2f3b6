"""What a deployment is of, where to, and how."""

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from barrow.deploying.account import Account
from barrow.deploying.stack import Pause
from barrow.deploying.stage import Stage
from barrow.deploying.steps import Steps, Unseen
from barrow.deploying.tree import Tree
from barrow.failures import Failure


@dataclass(frozen=True)
class Choice:
    """`only` names capabilities, none is all; `wheels` is a folder that has the wheels already."""

    only: tuple[str, ...] = ()
    publish: bool = True
    force: bool = False
    at_once: int = 3
    wheels: Path | None = None


@dataclass(frozen=True)
class Job:
    tree: Tree
    stage: Stage
    account: Account
    choice: Choice = field(default_factory=Choice)
    watch: Steps = field(default_factory=Unseen)
    pause: Pause = time.sleep

    def watched(self, watch: Steps) -> Self:
        """The same job, told to `watch`."""
        return replace(self, watch=watch)

    def chosen(self) -> tuple[str, ...]:
        """The capabilities to deploy. Raises Failure for one that there is not."""
        known = self.tree.capabilities()
        unknown = sorted(set(self.choice.only) - set(known))
        if unknown:
            raise Failure(f"there is no {', '.join(unknown)}; there are {', '.join(known)}")
        return tuple(one for one in known if not self.choice.only or one in self.choice.only)
