"""What a capability's app.py declares, as Chalice itself reads it: functions, triggers, routes.

Chalice is asked in a process of its own, since each capability's module is called `app`, and its
answer depends on the stage's variables, which are in the environment while it is imported. Nothing
is asked of AWS.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from barrow.failures import Failure

#: Longer than any app takes to import, on any machine.
SECONDS = 120


class CannotRead(Failure):
    """Chalice, or app.py, does not accept what is in the folder."""


@dataclass(frozen=True)
class Declared:
    """By Chalice's own names of things, which its record uses too (chalice_record.py).

    `functions`: the handler of each, like `app.relay`; the API's is `api_handler`.
    `queues` and `streams`: by the mapping's name, the queue's name and the stream's ARN.
    `rules`: the schedule of each. `roles`: their names. `routes`: like `GET /carts/{cart_id}`.
    """

    functions: dict[str, str]
    roles: tuple[str, ...]
    queues: dict[str, str]
    streams: dict[str, str]
    rules: dict[str, str]
    routes: tuple[str, ...]

    @classmethod
    def nothing(cls) -> "Declared":
        """What is declared once all of it shall go."""
        return cls({}, (), {}, {}, {}, ())

    @property
    def triggers(self) -> frozenset[str]:
        return frozenset(self.queues) | frozenset(self.streams) | frozenset(self.rules)


def declared(folder: Path, stage: str) -> Declared:
    """What the app in `folder` declares for `stage`. Raises CannotRead."""
    infra = Path(__file__).parents[2]
    paths = [str(infra), *filter(None, [os.environ.get("PYTHONPATH")])]
    told = subprocess.run(
        [sys.executable, "-m", "barrow.deploying.chalice_declared", stage],
        cwd=folder,
        env=os.environ
        | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"}
        | {"AWS_CHALICE_CLI_MODE": "true"},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    if told.returncode:
        reason = told.stderr.strip().splitlines()[-1:] or ["it says nothing"]
        raise CannotRead(f"Chalice cannot read {folder}/app.py: {reason[0]}")
    answer = json.loads(told.stdout.splitlines()[-1])
    return Declared(
        **(answer | {"roles": tuple(answer["roles"]), "routes": tuple(answer["routes"])})
    )


def read(project: Path, stage: str) -> Declared:
    """The same in this process, which imports the app for good."""
    from chalice.cli.factory import CLIFactory
    from chalice.deploy import models
    from chalice.deploy.appgraph import ApplicationGraphBuilder, DependencyBuilder

    # the stage's variables go where app.py looks for them, as they do for Chalice's own command
    factory = CLIFactory(str(project), environ=os.environ)
    config = factory.create_config_obj(chalice_stage_name=stage)
    application = ApplicationGraphBuilder().build(config, stage)
    things = DependencyBuilder().build_dependencies(application)

    def every(kind: type) -> list[Any]:
        return [thing for thing in things if isinstance(thing, kind)]

    return Declared(
        functions={one.resource_name: one.handler for one in every(models.LambdaFunction)},
        roles=tuple(one.role_name for one in every(models.ManagedIAMRole)),
        queues={one.resource_name: one.queue for one in every(models.SQSEventSource)},
        streams={one.resource_name: one.stream_arn for one in every(models.DynamoDBEventSource)},
        rules={one.resource_name: one.schedule_expression for one in every(models.ScheduledEvent)},
        routes=tuple(
            f"{method} {path}"
            for path, methods in config.chalice_app.routes.items()
            for method in methods
        ),
    )


if __name__ == "__main__":
    sys.stdout.write("\n" + json.dumps(asdict(read(Path.cwd(), sys.argv[1]))) + "\n")
