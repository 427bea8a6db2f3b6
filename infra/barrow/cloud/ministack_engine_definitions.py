"""The definitions each MiniStack service holds, as one JSON text and back."""

import json
from typing import Any

from ministack.core.persistence import _json_default, _json_object_hook

from barrow.cloud.ministack_engine_parts import load


def definitions(name: str) -> str:
    """Return a service's state without items, messages and objects: they have rows of their own."""
    module = load(name)
    if name == "dynamodb":
        state = {
            "tables": _without(module._tables, "items", {}),
            "tags": module._tags,
            "ttl_settings": module._ttl_settings,
            "pitr_settings": module._pitr_settings,
        }
    elif name == "sqs":
        state = {
            "queues": _without(module._queues, "messages", []),
            "queue_name_to_url": module._queue_name_to_url,
        }
    else:
        state = module.get_state()
    return json.dumps(state, default=_json_default)


def redefine(name: str, text: str) -> None:
    """Put a service's state back into the empty module."""
    load(name)._restore_state(json.loads(text, object_hook=_json_object_hook))


def _without(scoped: Any, field: str, empty: Any) -> Any:
    """Copy a store of MiniStack's; each record's `field` is empty and its indexes are left out."""
    bare = type(scoped)()
    for (account, region, name), record in scoped.all_items():
        kept = {key: value for key, value in record.items() if not key.startswith("_")}
        bare.set_scoped(account, region, name, {**kept, field: empty})
    return bare
