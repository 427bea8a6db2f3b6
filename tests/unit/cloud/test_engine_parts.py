"""MiniStack's internals are only used as they were tried."""

import subprocess
import sys
import threading
from types import SimpleNamespace

import pytest
from barrow.cloud.engine import EngineError
from barrow.cloud.ministack_engine_parts import TRIED_VERSION, Patches, load, prepare


def test_another_version_is_refused_with_what_to_install() -> None:
    with pytest.raises(EngineError, match=f"pip install ministack=={TRIED_VERSION}"):
        prepare(installed="1.6.0")


def test_a_missing_part_is_refused_by_name() -> None:
    module = SimpleNamespace(__name__="ministack.services.dynamodb")

    with pytest.raises(EngineError, match=r"ministack\.services\.dynamodb has no _set_item"):
        Patches().put(module, "_set_item", None)


def test_undoing_brings_every_original_back_even_of_a_part_replaced_twice() -> None:
    module, patches = SimpleNamespace(__name__="module", part=1), Patches()

    first, second = patches.put(module, "part", 2), patches.put(module, "part", 3)
    patches.undo()

    assert (first, second, module.part) == (1, 2, 1)


def test_services_that_nobody_asks_for_are_not_imported_until_somebody_does() -> None:
    code = """
import logging, sys
from barrow.cloud.ministack_engine_parts import load, prepare

before = list(logging.getLogger().handlers), sys.getrecursionlimit()
prepare()
load("cloudformation")
assert "_things" not in vars(sys.modules["ministack.services.iot"])
assert load("iot")._things is sys.modules["ministack.services.iot"]._things
assert (logging.getLogger().handlers, sys.getrecursionlimit()) == before
"""

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_ministacks_own_expiry_thread_never_reaches_a_table() -> None:
    lock, reached = load("dynamodb")._lock, []

    def touch() -> None:
        with lock:
            reached.append(threading.current_thread().name)

    reaper = threading.Thread(target=touch, name="dynamodb-ttl-reaper", daemon=True)
    reaper.start()
    anyone = threading.Thread(target=touch, name="anyone")
    anyone.start()
    anyone.join(timeout=10)
    reaper.join(timeout=0.2)

    assert reached == ["anyone"]
