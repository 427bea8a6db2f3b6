"""Doors that count: of the shop's apps, and of Stripe's stand-in."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from barrow.cloud.apps import LoadedApp
from barrow.operating.costs.metering import Meter


class StripeDoor:
    """WSGI: the stand-in's API, each request of which is told to the meter."""

    def __init__(self) -> None:
        self.answer: Any = None
        self.meter: Meter | None = None

    def serve(self, environ: Any, start_response: Any) -> Any:
        if self.meter:
            self.meter.stripe_called()
        return self.answer(environ, start_response)


class _Door:
    """Stands for one app, to the gateway and to the pumps."""

    def __init__(self, app: Any, capability: str, memory: dict[str, int], meter: Meter) -> None:
        self._app = app
        own = memory.get("api_handler", memory[""])
        self._call = meter.metered(capability, own, app, is_api=True)
        self.handler_map = {
            name: meter.metered(
                f"{capability}.{name}", memory.get(name, memory[""]), function, is_api=False
            )
            for name, function in app.handler_map.items()
        }

    def __getattr__(self, name: str) -> Any:
        return getattr(self._app, name)

    def __call__(self, event: Any, context: Any) -> Any:
        return self._call(event, context)


def metered(loaded: LoadedApp, meter: Meter, root: Path) -> LoadedApp:
    """The app, each of whose calls is metered with the memory that its config.json gives it."""
    file = root / "functions" / loaded.capability / ".chalice" / "config.json"
    config = json.loads(file.read_text(encoding="utf-8"))
    memory = {"": config["lambda_memory_size"]} | {
        name: own["lambda_memory_size"]
        for name, own in config.get("lambda_functions", {}).items()
        if "lambda_memory_size" in own
    }
    return replace(loaded, app=_Door(loaded.app, loaded.capability, memory, meter))
