"""Loads the capabilities: each `functions/<capability>/app.py`, as the Chalice app it is.

Every one of them is called `app`, so each is loaded by its path under a name of its own. In Lambda
a process answers one request at a time and Chalice keeps that request on the app; here many
threads call one app, so the class of a loaded app is replaced by one that keeps it per thread.
"""

import importlib.util
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chalice.app import Chalice, DynamoDBEventConfig, ScheduledEventConfig, SQSEventConfig

from barrow.cloud.lambda_context import EVENT_SECONDS, LambdaContext


class UnknownTrigger(Exception):
    """A capability declares an event source that the local cloud does not drive."""


@dataclass(frozen=True)
class EventHandler:
    """One function of an app besides its API: `config` is Chalice's record of its event source."""

    capability: str
    name: str
    config: Any
    invoke: Callable[[dict[str, Any]], Any]

    @property
    def full_name(self) -> str:
        return f"{self.capability}.{self.name}"


@dataclass(frozen=True)
class LoadedApp:
    capability: str
    app: Any
    stage: str = "local"
    module: Any = None

    def handlers(self, kind: type) -> list[EventHandler]:
        """The app's handlers whose event source is a `kind` of Chalice's configurations."""
        return [self._handler(config) for config in self.app.event_sources if type(config) is kind]

    def _handler(self, config: Any) -> EventHandler:
        function = self.app.handler_map[config.name]
        function_name = f"barrow-{self.capability}-{self.stage}-{config.name}"

        def invoke(event: dict[str, Any]) -> Any:
            return function(event, LambdaContext(function_name, EVENT_SECONDS))

        return EventHandler(self.capability, config.name, config, invoke)


_DRIVEN = (DynamoDBEventConfig, SQSEventConfig, ScheduledEventConfig)


def capabilities(functions_dir: Path) -> list[str]:
    """The folders that hold an app.py, sorted."""
    return sorted(door.parent.name for door in functions_dir.glob("*/app.py"))


def load_apps(functions_dir: Path, stage: str = "local") -> dict[str, LoadedApp]:
    """Load every capability; the stage's environment variables must be set before.

    Puts `functions/` and each capability's folder on sys.path, where Lambda has their packages.
    Raises what an app.py raises, and UnknownTrigger.
    """
    names = capabilities(functions_dir)
    for folder in [functions_dir, *(functions_dir / name for name in names)]:
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
    return {name: _load(functions_dir / name / "app.py", name, stage) for name in names}


def _load(path: Path, capability: str, stage: str) -> LoadedApp:
    name = f"barrow_{capability}_app"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path.name} of {capability} is not a Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    loaded = LoadedApp(capability, per_thread(module.app), stage, module)
    for config in loaded.app.event_sources:
        if not isinstance(config, _DRIVEN):
            kind = type(config).__name__.removesuffix("Config")
            raise UnknownTrigger(f"{capability}.{config.name} is triggered by {kind}")
    return loaded


class _PerThread(Chalice):
    """Chalice whose request and context belong to the thread that asks."""

    @property
    def current_request(self) -> Any:
        return getattr(self.__dict__["_of_thread"], "request", None)

    @current_request.setter
    def current_request(self, request: Any) -> None:
        self.__dict__["_of_thread"].request = request

    @property
    def lambda_context(self) -> Any:
        return getattr(self.__dict__["_of_thread"], "context", None)

    @lambda_context.setter
    def lambda_context(self, context: Any) -> None:
        self.__dict__["_of_thread"].context = context


def per_thread(app: Any) -> Any:
    """Make `app` safe to be called by several threads at once; answers the same object."""
    if not isinstance(app, _PerThread):
        app.__dict__["_of_thread"] = threading.local()
        app.__class__ = type("PerThreadApp", (_PerThread, type(app)), {})
    return app
